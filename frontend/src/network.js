// Makes the network that the server drew draggable (also with the arrow keys), and saves it as an image.
import { drag } from "d3-drag";
import { select, selectAll } from "d3-selection";
import { pngFile, save, svgFile } from "./saving.js";

const drawing = document.getElementById("network");
if (drawing) makeDraggable(drawing);

function makeDraggable(svg) {
  const places = new Map();
  const ties = [...svg.querySelectorAll(".ties line")];
  const nodes = [...svg.querySelectorAll(".node")];
  for (const node of nodes) {
    const [x, y] = node.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    places.set(node.dataset.iri, { x, y, home: { x, y } });
  }
  const move = (node, x, y) => {
    const place = places.get(node.dataset.iri);
    place.x = Math.min(990, Math.max(10, x));
    place.y = Math.min(690, Math.max(15, y));
    node.setAttribute("transform", `translate(${place.x} ${place.y})`);
    for (const tie of ties) {
      if (tie.dataset.first === node.dataset.iri) put(tie, 1, place);
      if (tie.dataset.second === node.dataset.iri) put(tie, 2, place);
    }
  };
  selectAll(nodes).call(
    drag()
      .container(svg)
      .clickDistance(4)
      .subject((event) => places.get(event.sourceEvent.target.closest(".node").dataset.iri))
      .on("drag", function (event) {
        move(this, event.x, event.y);
      }),
  );
  for (const node of nodes) {
    node.classList.add("draggable");
    node.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-12, 0], ArrowRight: [12, 0], ArrowUp: [0, -12], ArrowDown: [0, 12] }[event.key];
      if (!step) return;
      event.preventDefault();
      const place = places.get(node.dataset.iri);
      move(node, place.x + step[0], place.y + step[1]);
    });
  }
  readyTools(svg, () => nodes.forEach((node) => {
    const { home } = places.get(node.dataset.iri);
    move(node, home.x, home.y);
  }));
}

function put(tie, end, place) {
  tie.setAttribute(`x${end}`, place.x);
  tie.setAttribute(`y${end}`, place.y);
}

function readyTools(svg, reset) {
  const tools = document.getElementById("network-tools");
  tools.hidden = false;
  select(tools).select('[data-save="svg"]').on("click", () => save(svgFile(svg), "network.svg"));
  select(tools).select('[data-save="png"]').on("click", async () => save(await pngFile(svg), "network.png"));
  select(tools).select('[data-action="reset"]').on("click", reset);
}
