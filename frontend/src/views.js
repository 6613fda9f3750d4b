// The result table as a chart or a network; the choice is part of the address.
import { max } from "d3-array";
import { axisTop } from "d3-axis";
import { drag } from "d3-drag";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { scaleBand, scaleLinear } from "d3-scale";
import { select } from "d3-selection";

const MOST_BARS = 40;
const MOST_NODES = 150;
const WORDS = {
  de: { table: "Tabelle", chart: "Diagramm", network: "Netzwerk", count: "Anzahl", none: "Dafür braucht das Ergebnis zwei Spalten mit Knoten." },
  en: { table: "Table", chart: "Chart", network: "Network", count: "number", none: "This needs two columns of nodes in the result." },
};

export function readyViews() {
  const bar = document.getElementById("result-views");
  if (!bar) return;
  const words = WORDS[document.documentElement.lang] ?? WORDS.en;
  const table = document.getElementById("result-table");
  const drawing = document.getElementById("result-drawing");
  const rows = readTable(table);
  const show = (view) => {
    table.hidden = view !== "table";
    drawing.hidden = view === "table";
    drawing.replaceChildren();
    if (view === "chart") drawChart(drawing, rows, words);
    if (view === "network") drawNetwork(drawing, rows, words);
    for (const button of bar.children) button.setAttribute("aria-pressed", button.dataset.view === view);
    remember(view);
  };
  bar.classList.add("views");
  for (const view of ["table", "chart", "network"]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "quiet tiny", textContent: words[view] });
    button.dataset.view = view;
    button.addEventListener("click", () => show(view));
    bar.append(button);
  }
  bar.hidden = false;
  show(bar.dataset.view);
}

function remember(view) {
  for (const link of [location, document.querySelector("[data-permalink]")].filter(Boolean)) {
    const address = new URL(link.href);
    if (view === "table") address.searchParams.delete("view");
    else address.searchParams.set("view", view);
    if (link === location) {
      if (address.searchParams.has("query")) history.replaceState(null, "", address);
    } else link.href = address;
  }
}

function readTable(table) {
  const columns = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent);
  const rows = [...table.querySelectorAll("tbody tr")].map((row) =>
    [...row.cells].map((cell) => ({ text: cell.textContent.trim(), link: cell.querySelector("a")?.getAttribute("href") })),
  );
  return { columns, rows };
}

// Bars: the first column with numbers by the first other one; without numbers, how often each value occurs.
function drawChart(place, { columns, rows }, words) {
  const isNumber = (index) => rows.length > 0 && rows.every((row) => row[index].text !== "" && !isNaN(row[index].text));
  const indices = columns.map((_, index) => index);
  const numeric = indices.find(isNumber);
  const named = indices.find((index) => index !== numeric && !isNumber(index)) ?? 0;
  const values = new Map();
  for (const row of rows) {
    const key = row[named].text;
    values.set(key, (values.get(key) ?? 0) + (numeric === undefined ? 1 : Number(row[numeric].text)));
  }
  const bars = [...values].sort((a, b) => b[1] - a[1]).slice(0, MOST_BARS);
  const [left, width, height] = [230, 900, 34 + bars.length * 24];
  const x = scaleLinear([0, max(bars, (bar) => bar[1]) || 1], [left, width - 50]).nice();
  const y = scaleBand(bars.map((bar) => bar[0]), [30, height]).padding(0.25);
  const title = `${columns[named]}: ${numeric === undefined ? words.count : columns[numeric]}`;
  const svg = select(place).append("svg").attr("class", "drawing wide chart").attr("viewBox", `0 0 ${width} ${height}`);
  svg.attr("role", "img").attr("aria-label", title);
  svg.append("g").attr("transform", "translate(0 28)").call(axisTop(x).ticks(Math.min(6, x.domain()[1])));
  const row = svg.selectAll(".bar").data(bars).join("g").attr("class", "bar");
  row.append("rect").attr("x", left).attr("y", (bar) => y(bar[0])).attr("width", (bar) => Math.max(0, x(bar[1]) - left)).attr("height", y.bandwidth());
  row.append("text").attr("x", left - 8).attr("y", (bar) => y(bar[0]) + y.bandwidth() / 2 + 4).attr("text-anchor", "end").text((bar) => shorten(bar[0], 32));
  row.append("text").attr("x", (bar) => x(bar[1]) + 5).attr("y", (bar) => y(bar[0]) + y.bandwidth() / 2 + 4).text((bar) => bar[1]);
}

// Nodes are the linked values of the first two columns that have links; each row is a tie.
function drawNetwork(place, { columns, rows }, words) {
  const linked = columns.map((_, index) => index).filter((index) => rows.some((row) => row[index].link));
  if (linked.length < 2) {
    place.append(Object.assign(document.createElement("p"), { className: "notice", textContent: words.none }));
    return;
  }
  const nodes = new Map();
  const ties = [];
  for (const row of rows) {
    const ends = linked.slice(0, 2).map((index) => row[index]);
    if (ends.some((end) => !end.link)) continue;
    for (const end of ends) if (!nodes.has(end.link) && nodes.size < MOST_NODES) nodes.set(end.link, { id: end.link, text: end.text });
    if (ends.every((end) => nodes.has(end.link))) ties.push({ source: ends[0].link, target: ends[1].link });
  }
  const [width, height] = [1000, 640];
  const simulation = forceSimulation([...nodes.values()])
    .force("link", forceLink(ties).id((node) => node.id).distance(90))
    .force("charge", forceManyBody().strength(-260))
    .force("collide", forceCollide(26))
    .force("x", forceX(width / 2).strength(0.05))
    .force("y", forceY(height / 2).strength(0.09))
    .stop();
  simulation.tick(200);
  const svg = select(place).append("svg").attr("class", "drawing").attr("viewBox", `0 0 ${width} ${height}`);
  svg.attr("role", "group").attr("aria-label", words.network);
  const tie = svg.append("g").selectAll("line").data(ties).join("line").attr("class", "result-tie");
  const node = svg.append("g").selectAll("a").data([...nodes.values()]).join("a").attr("class", "result-node").attr("href", (n) => n.id);
  node.append("circle").attr("r", 8).attr("stroke-width", 2);
  node.append("text").attr("class", "halo").attr("y", -13).attr("text-anchor", "middle").attr("font-size", 13).text((n) => shorten(n.text, 26));
  const put = () => {
    for (const n of nodes.values()) {
      n.x = Math.min(width - 20, Math.max(20, n.x));
      n.y = Math.min(height - 15, Math.max(25, n.y));
    }
    tie.attr("x1", (t) => t.source.x).attr("y1", (t) => t.source.y).attr("x2", (t) => t.target.x).attr("y2", (t) => t.target.y);
    node.attr("transform", (n) => `translate(${n.x} ${n.y})`);
  };
  node.call(
    drag()
      .container(svg.node())
      .clickDistance(4)
      .on("drag", (event) => {
        Object.assign(event.subject, { x: event.x, y: event.y });
        put();
      }),
  );
  put();
}

function shorten(text, most) {
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}
