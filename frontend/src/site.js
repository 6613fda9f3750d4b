// On every page: buttons that copy, and a key that leads to the search field.
import { readyCopyButtons } from "./copying.js";

readyCopyButtons(document);

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector('main input[type="search"]');
  if (field) {
    event.preventDefault();
    field.focus();
  }
});
