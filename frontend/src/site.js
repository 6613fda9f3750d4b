// On every page: buttons that copy or save a drawing, progress, cells and ties that open, fields that complete, and a key for the search.
import { readyCompletion } from "./completing.js";
import { readyCopyButtons } from "./copying.js";
import { readyOpening } from "./opening.js";
import { follow } from "./progress.js";
import { pngFile, save } from "./saving.js";

document.querySelectorAll("[data-progress]").forEach(follow);
readyCopyButtons(document);
document.querySelectorAll("[data-completes]").forEach(readyCompletion);
document.querySelectorAll("[data-opening]").forEach(readyOpening);

for (const tools of document.querySelectorAll("[data-save-tools]")) {
  const drawing = document.querySelector("svg[data-drawing]");
  tools.hidden = !drawing;
  tools.querySelector('[data-save="png"]').addEventListener("click", async (event) => {
    save(await pngFile(drawing), `${event.target.dataset.name}.png`);
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector('main input[type="search"]');
  if (field) {
    event.preventDefault();
    field.focus();
  }
});
