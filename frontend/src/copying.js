// A button with data-copy="id" copies the text of that element and says so.
export function readyCopyButtons(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    const said = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = said), 1500);
    });
  }
}
