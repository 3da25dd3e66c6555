// The drawing on /graph: the same records and statements as the sentences of the page, fetched as
// JSON. Nothing moves but by the reader's hand, and no wheel or finger is kept from the page.

import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import { elements } from "./model.js";
import { sheet, tokens } from "./style.js";
import { drawn } from "./svg.js";

const root = document.getElementById("draw");
const canvas = document.getElementById("canvas");
const status = document.getElementById("chosen");
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 1.25;

/** Layers from left to right; lines run where the layout has kept them clear of boxes. */
const LAYOUT = {
  name: "dagre", rankDir: "LR", nodeSep: 18, edgeSep: 18, rankSep: 90, animate: false, fit: false,
  useDagreEdgeControlPoints: true, automaticDagreEdgeStyle: false,
};

async function start() {
  const view = await (await fetch(root.dataset.view)).json();
  document.getElementById("draw-start").hidden = true;
  document.getElementById("draw-whole").hidden = false;
  // The style sheet of the page has the one rule that cytoscape would add as an inline style, which
  // the policy of the site forbids; it adds none where something has this id.
  const marker = document.createElement("meta");
  marker.id = "__________cytoscape_stylesheet";
  document.head.append(marker);
  const cy = cytoscape({
    container: canvas,
    elements: elements(view),
    style: sheet(tokens()),
    layout: LAYOUT,
    userZoomingEnabled: false,
    boxSelectionEnabled: false,
    autoungrabify: true,
    minZoom: 0.08,
    maxZoom: 3,
  });
  cy.style().update();
  hide(canvas);
  show(cy);
  const choose = (node) => chosen(cy, view, node);
  cy.on("tap", (event) => choose(event.target === cy || event.target.isEdge() ? null : event.target));
  canvas.addEventListener("keydown", (event) => key(event, cy, choose));
  root.addEventListener("click", ({ target }) => act(target.dataset.do, cy, view));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(sheet(tokens())));
  return cy;
}

/** Keep the pixels from screen readers: the sentences say what they show. */
function hide(container) {
  for (const child of container.children) child.setAttribute("aria-hidden", "true");
}

/** All of it if that can be read, else the part around the focus at a size that can. */
function show(cy) {
  cy.fit(undefined, 20);
  if (cy.zoom() > 1) cy.zoom(1);
  cy.center();
  if (cy.zoom() >= 0.55) return;
  cy.zoom(0.7);
  cy.center(cy.$(".focus"));
  const { x1, x2 } = cy.elements().renderedBoundingBox();
  if (x1 > 20) cy.panBy({ x: 20 - x1, y: 0 });
  else if (x2 < cy.width() - 20) cy.panBy({ x: cy.width() - 20 - x2, y: 0 });
}

function resize(cy, factor) {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

function act(name, cy, view) {
  if (name === "larger") resize(cy, STEP);
  if (name === "smaller") resize(cy, 1 / STEP);
  if (name === "fit") cy.fit(undefined, 20);
  const file = `graph-${view.focus.split("/").at(-1)}`;
  const given = tokens();
  const title = view.records.find((record) => record.iri === view.focus).label;
  if (name === "svg") save(new Blob([drawn(cy, given, title)], { type: "image/svg+xml" }), `${file}.svg`);
  if (name === "png") save(cy.png({ output: "blob", full: true, scale: 2, bg: given.paper, maxWidth: 8000, maxHeight: 8000 }), `${file}.png`);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function key(event, cy, choose) {
  const at = cy.$("node.chosen");
  const way = KEYS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (way) choose(at.empty() ? cy.$(".focus") : next(cy, at, way) ?? at);
  else if (event.key === "Enter" && at.nonempty()) location.assign(at.data("view"));
  else if (event.key === "Escape") choose(null);
  else if (event.key === "+" || event.key === "=") resize(cy, STEP);
  else if (event.key === "-") resize(cy, 1 / STEP);
  else return;
  event.preventDefault();
}

/** The nearest record in a direction; what lies straight ahead counts as nearer. */
function next(cy, from, [dx, dy]) {
  const here = from.position();
  const ahead = cy.nodes().map((node) => {
    const [x, y] = [node.position("x") - here.x, node.position("y") - here.y];
    const along = x * dx + y * dy;
    return { node, along, far: along + 2.5 * Math.abs(x * dy + y * dx) };
  });
  return ahead.filter(({ along }) => along > 5).sort((a, b) => a.far - b.far)[0]?.node;
}

/** Choose a record, in the drawing and in the list of sentences, and say what it is. */
function chosen(cy, view, node) {
  cy.elements().removeClass("chosen quiet");
  for (const item of document.querySelectorAll("[data-record].chosen")) item.classList.remove("chosen");
  status.replaceChildren();
  if (!node) return;
  cy.elements().not(node.closedNeighborhood()).addClass("quiet");
  node.addClass("chosen");
  const box = node.renderedBoundingBox();
  if (box.x1 < 0 || box.y1 < 0 || box.x2 > cy.width() || box.y2 > cy.height()) cy.center(node);
  document.querySelector(`[data-record="${CSS.escape(node.id())}"]`)?.classList.add("chosen");
  const { label, kind, page, view: centred, iri } = node.data();
  const said = view.statements.filter((row) => row.subject === iri || row.object === iri);
  const list = document.createElement("ul");
  list.append(...said.slice(0, 6).map((row) => element("li", row.sentence)));
  if (said.length > 6) list.append(element("li", `and ${said.length - 6} more`));
  const links = document.createElement("p");
  links.append(anchor(page, "Its record"), " · ", anchor(centred, "Centre here"));
  status.append(element("p", `${label} (${kind.replace("-", " ")})`), list, links);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function anchor(href, text) {
  const link = element("a", text);
  link.href = href;
  return link;
}

cytoscape.use(dagre);
root.hidden = false;
document.getElementById("undrawn").hidden = true;
const button = root.querySelector("#draw-start button");
button.addEventListener("click", async () => {
  await start();
  canvas.focus({ preventScroll: true });
});
// A small screen reads better than it draws: there the drawing waits for the button.
if (matchMedia("(min-width: 48rem)").matches) start();
