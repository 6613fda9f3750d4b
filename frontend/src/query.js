// The SPARQL page: an editor instead of the text field, and the result as table, chart or network.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./query.css";
import { readyViews } from "./views.js";

const form = document.getElementById("query-form");
const field = document.getElementById("query");
if (form && field) await openEditor();
readyViews();

async function openEditor() {
  const { terms, prefixes } = await (await fetch(form.dataset.terms)).json();
  registerCompletion(terms, prefixes);
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
    autocompleters: ["variables", "our-prefixes", "our-classes", "our-properties"],
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false },
    requestConfig: { endpoint: form.dataset.endpoint },
  });
  editor.getInputField().setAttribute("aria-label", document.querySelector('label[for="query"]').textContent);
  form.addEventListener("submit", () => {
    field.value = editor.getValue();
    // Very long queries do not fit into an address.
    if (field.value.length > 6000) form.method = "post";
  });
  function run() {
    form.requestSubmit();
  }
}

function registerCompletion(terms, prefixes) {
  const full = ({ term }) => prefixes.sp + term.slice(3);
  const isClass = ({ kind }) => kind.includes("Class");
  const declared = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  const common = ["rdfs:label", "rdf:type", "skos:broader", "dcterms:date", "dcterms:title", "oa:hasSource", "org:holds"]
    .map((name) => name.split(":"))
    .filter(([prefix]) => prefix in prefixes)
    .map(([prefix, local]) => prefixes[prefix] + local);
  const quiet = { persistenceId: null, bulk: true };
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: () => declared, ...quiet }, false);
  Yasqe.forkAutocompleter("class", { name: "our-classes", get: () => terms.filter(isClass).map(full), ...quiet }, false);
  Yasqe.forkAutocompleter(
    "property",
    { name: "our-properties", get: () => [...terms.filter((t) => !isClass(t)).map(full), ...common], ...quiet },
    false,
  );
}
