// The SPARQL page: an editor instead of the text field, and the result as table, chart or network.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./query.css";
import { completers, registerCompletion } from "./terms.js";
import { readyViews } from "./views.js";

const form = document.getElementById("query-form");
const field = document.getElementById("query");
if (form && field) await openEditor();
readyViews();

async function openEditor() {
  registerCompletion(await (await fetch(form.dataset.terms)).json(), form.dataset.graphs);
  const place = document.createElement("div");
  place.className = "editor";
  field.after(place);
  field.hidden = true;
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    prefixCcApi: null,
    showQueryButton: false,
    resizeable: false,
    createShortLink: undefined,
    consumeShareLink: null,
    collapsePrefixesOnLoad: false,
    autocompleters: completers,
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false },
    requestConfig: { endpoint: form.dataset.endpoint },
  });
  editor.getInputField().setAttribute("aria-label", document.querySelector('label[for="query"]').textContent);
  editor.getScrollerElement().tabIndex = 0; // what scrolls can be reached by keyboard (WCAG 2.1.1)
  editor.on("autocompletionShown", (_, { hints }) => {
    hints.setAttribute("aria-label", form.dataset.offered);
    hints.tabIndex = 0;
  });
  form.addEventListener("submit", () => {
    field.value = editor.getValue();
    // Very long queries do not fit into an address.
    if (field.value.length > 6000) form.method = "post";
  });
  function run() {
    form.requestSubmit();
  }
}
