// A cell of the matrix, or a tie of the network, opens its sentences in place, and closes them again. Which one is open stands in the
// address; without this script the links lead to a page that shows them.
export function readyOpening(root) {
  const parameter = root.dataset.opening;
  let open = null;
  const close = (focused) => {
    root.querySelector(".opened")?.remove();
    mark(false);
    if (focused) open?.focus();
    open = null;
    remember(parameter, null);
  };
  // A tie may be drawn and stand in a table: all its links say whether it is open.
  const mark = (is) => {
    for (const link of root.querySelectorAll("[data-opens]")) {
      if (link.dataset.opens === open?.dataset.opens) link.setAttribute("aria-expanded", String(is));
    }
  };
  const show = async (link) => {
    const address = addressWith(parameter, link.dataset.opens);
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".opened");
    if (!answer.ok || !found) throw new Error("nothing to open");
    if (open) close(false);
    place(root, link, document.importNode(found, true));
    open = link;
    mark(true);
    remember(parameter, link.dataset.opens);
    root.querySelector(".opened section").focus({ preventScroll: true });
    reveal(root.querySelector(".opened"));
  };
  const opened = new URL(location).searchParams.get(parameter);
  const links = [...root.querySelectorAll("[data-opens]")];
  for (const link of links) link.setAttribute("aria-expanded", "false");
  open = (opened && links.find((link) => link.dataset.opens === opened)) || null;
  mark(true);
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens], [data-closes]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if ("closes" in link.dataset || link.dataset.opens === open?.dataset.opens) close(true);
    else show(link).catch(() => location.assign(link.getAttribute("href")));
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.querySelector(".opened")) close(true);
  });
}

// Below the row of a cell, else where the page has a place for it.
function place(root, link, found) {
  const row = found.matches("tr") && link.closest("tr");
  if (row) row.after(found);
  else root.querySelector("[data-place]").replaceChildren(found);
}

// What was opened comes into sight; in a table together with its row, below the header that stays on top.
function reveal(found) {
  const scroller = found.matches("tr") && found.closest(".scroll");
  if (!scroller) return found.scrollIntoView({ block: "nearest" });
  const edge = (element, side) => element.getBoundingClientRect()[side];
  const hidden = edge(found, "bottom") - edge(scroller, "bottom");
  const room = edge(found.previousElementSibling, "top") - edge(scroller.querySelector("thead th"), "bottom");
  if (hidden > 0 || room < 0) scroller.scrollTop += Math.min(hidden > 0 ? hidden : room, room);
  scroller.scrollIntoView({ block: "nearest" });
}

function addressWith(parameter, value) {
  const address = new URL(location);
  if (value) address.searchParams.set(parameter, value);
  else address.searchParams.delete(parameter);
  address.hash = "";
  return address;
}

function remember(parameter, value) {
  history.replaceState(null, "", addressWith(parameter, value));
}
