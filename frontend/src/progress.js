// While an article is read its page looks again every second, and shows what was found as soon as it is there.
export function follow(going) {
  const look = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    const now = answer && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-progress]");
    if (answer && !now) return location.reload();
    if (now) going.replaceChildren(...now.childNodes);
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
