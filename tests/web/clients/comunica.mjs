// Asks the endpoint in argv[2] with Comunica, by SELECT, CONSTRUCT and ASK, and prints what it got as JSON.
import { QueryEngine } from "@comunica/query-sparql";

const sources = [{ type: "sparql", value: process.argv[2] }];
const holder = "<https://w3id.org/standpunkt/ontology#holder>";
const engine = new QueryEngine();
const bindings = await engine.queryBindings(`SELECT ?o WHERE { ?s ${holder} ?o }`, { sources });
const rows = await bindings.toArray();
const quads = await (await engine.queryQuads(`CONSTRUCT WHERE { ?s ${holder} ?o }`, { sources })).toArray();
const known = await engine.queryBoolean(`ASK { ?s ${holder} ?o }`, { sources });
console.log(JSON.stringify({ rows: rows.map((row) => row.get("o").value), quads: quads.length, known }));
process.exit(0);
