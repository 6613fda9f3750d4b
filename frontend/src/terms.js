// What the editor completes: our terms and named graphs, each with what it is called and what it means.
import Yasqe from "@zazuko/yasqe";

const MOST = 60;
export const completers = ["variables", "our-prefixes", "our-classes", "our-properties", "our-things", "our-graphs"];

export function registerCompletion({ terms, prefixes }, graphsAddress) {
  const explained = new Map(terms.map((term) => [term.iri, term]));
  const show = {
    persistenceId: null,
    bulk: false,
    autoShow: true,
    preProcessToken: (editor, token) => (token.string.trim() ? token : atItsEnd(token)),
    postProcessSuggestion: (editor, token, iri) => written(iri, editor.getPrefixesFromQuery()),
    postprocessHints: (editor, hints) =>
      hints.map((hint) => withWords(hint, explained.get(meant(hint.text, editor.getPrefixesFromQuery())))),
  };
  const offer = (name, from, kind, more = {}) =>
    Yasqe.forkAutocompleter(from, {
      ...show,
      name,
      get: (editor, token) =>
        fitting(terms.filter((term) => term.kind === kind), token.string, editor.getPrefixesFromQuery()),
      ...more,
    }, false);
  offer("our-classes", "class", "class");
  offer("our-properties", "property", "property");
  offer("our-things", "class", "thing", { isValidCompletionPosition: isValue });
  offer("our-graphs", "class", "graph", { isValidCompletionPosition: isGraph, get: fittingGraphs });
  const declared = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: () => declared, persistenceId: null, bulk: true }, false);

  async function fittingGraphs(editor, token) {
    const typed = token.string.replace(/[<>]/g, "").split("/").pop().replaceAll("-", " ").trim();
    const address = new URL(graphsAddress, location);
    address.searchParams.set("q", typed);
    const answer = await fetch(address);
    if (!answer.ok) return [];
    const { graphs } = await answer.json();
    for (const graph of graphs) explained.set(graph.iri, graph);
    return graphs.map(({ iri }) => iri);
  }
}

// Nothing typed yet: what is chosen goes behind the white space, not in its place.
function atItsEnd(token) {
  return { ...token, string: "", from: { ch: token.end }, to: { ch: token.end } };
}

// The terms that begin as was typed, then those that are called so in the language of the page.
function fitting(terms, typed, declared) {
  const start = meant(typed, declared);
  const words = typed.split(":").pop().toLowerCase();
  const begin = terms.filter(({ iri }) => iri.startsWith(start));
  const called = terms.filter((term) => words && !begin.includes(term) && term.label.toLowerCase().includes(words));
  return [...begin, ...called].slice(0, MOST).map(({ iri }) => iri);
}

// The IRI that a prefixed name or an IRI in brackets stands for, as far as it is typed.
function meant(typed, declared) {
  if (typed.startsWith("<")) return typed.replace(/[<>]/g, "");
  const [prefix, ...rest] = typed.split(":");
  return rest.length && prefix in declared ? declared[prefix] + rest.join(":") : typed;
}

// The shortest way to write an IRI with the prefixes that the query declares.
function written(iri, declared) {
  const names = Object.entries(declared)
    .filter(([, namespace]) => iri.startsWith(namespace) && /^[\w-]+$/.test(iri.slice(namespace.length)))
    .map(([prefix, namespace]) => `${prefix}:${iri.slice(namespace.length)}`);
  return names.sort((a, b) => a.length - b.length)[0] ?? `<${iri}>`;
}

function isValue(editor) {
  const token = editor.getCompleteToken();
  return /^[a-z]+:/i.test(token.string) && !token.state.possibleCurrent.includes("a") && !isClass(editor, token);
}

function isClass(editor, token) {
  const before = editor.getPreviousNonWsToken(editor.getDoc().getCursor().line, token);
  return ["a", "rdf:type", "rdfs:domain", "rdfs:range"].includes(before.state?.lastProperty);
}

function isGraph(editor) {
  const { line, ch } = editor.getDoc().getCursor();
  return /\b(graph|named|from)\s+<?[^\s>{]*$/i.test(editor.getDoc().getLine(line).slice(0, ch));
}

function withWords(hint, term) {
  const draw = (place) => {
    place.append(part("code", hint.text), " ");
    if (term) place.append(part("b", term.label), part("small", term.comment));
  };
  return { ...hint, render: draw };
}

function part(tag, words) {
  return Object.assign(document.createElement(tag), { textContent: words });
}
