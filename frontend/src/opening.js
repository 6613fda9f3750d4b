// A cell of the matrix opens its sentences below its row, and closes them again; without this script its link does.
export function readyOpening(table) {
  let open = null;
  const close = (focused) => {
    table.querySelector("tr.opened")?.remove();
    open?.setAttribute("aria-expanded", "false");
    if (focused) open?.focus();
    open = null;
    remember(null);
  };
  const show = async (link) => {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("tr.opened");
    if (!answer.ok || !found) throw new Error("nothing to open");
    if (open) close(false);
    link.closest("tr").after(document.importNode(found, true));
    open = link;
    link.setAttribute("aria-expanded", "true");
    remember(link.dataset.opens);
    table.querySelector("tr.opened section").focus({ preventScroll: true });
    table.querySelector("tr.opened").scrollIntoView({ block: "nearest" });
  };
  for (const link of table.querySelectorAll("[data-opens]")) link.setAttribute("aria-expanded", "false");
  const opened = new URL(location).searchParams.get("cell");
  open = opened && [...table.querySelectorAll("[data-opens]")].find((link) => link.dataset.opens === opened);
  open?.setAttribute("aria-expanded", "true");
  table.addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens], [data-closes]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link === open || "closes" in link.dataset) close(true);
    else show(link).catch(() => location.assign(link.href));
  });
  table.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) close(true);
  });
}

function remember(cell) {
  const address = new URL(location);
  if (cell) address.searchParams.set("cell", cell);
  else address.searchParams.delete("cell");
  address.hash = "";
  history.replaceState(null, "", address);
}
