// Fields that complete names of the graph: as somebody types, the list beside the field gets the names that fit.
export function readyCompletion(field) {
  const list = document.getElementById(field.getAttribute("list"));
  let asked = 0;
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const mine = ++asked;
      const address = new URL(field.dataset.completes, location);
      address.searchParams.set("q", field.value);
      const answer = await fetch(address);
      if (!answer.ok) return;
      const { names } = await answer.json();
      if (mine !== asked) return;
      list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
    }, 120);
  });
}
