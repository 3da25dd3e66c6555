// The drawing as SVG: boxes, lines, marks and words where the layout put them.

const NAMESPACE = "http://www.w3.org/2000/svg";

function made(name, attributes, text) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Lines of at most *most* letters. */
export function lines(text, most) {
  const found = [""];
  for (const word of text.split(" ")) {
    if (found.at(-1) && `${found.at(-1)} ${word}`.length > most) found.push(word);
    else found.push(`${found.pop()} ${word}`.trim());
  }
  return found;
}

function outline(node) {
  const { x, y } = node.position();
  const [w, h] = [node.width() / 2, node.height() / 2];
  const common = {
    fill: node.style("background-color"), stroke: node.style("border-color"), "stroke-width": node.numericStyle("border-width"),
    ...(node.style("border-style") === "dashed" ? { "stroke-dasharray": "5 3" } : {}),
  };
  const shape = node.style("shape");
  if (shape === "ellipse") return made("ellipse", { cx: x, cy: y, rx: w, ry: h, ...common });
  if (shape === "hexagon") {
    const points = [[-w, 0], [-w / 2, -h], [w / 2, -h], [w, 0], [w / 2, h], [-w / 2, h]];
    return made("polygon", { points: points.map(([dx, dy]) => `${x + dx},${y + dy}`).join(" "), ...common });
  }
  return made("rect", { x: x - w, y: y - h, width: 2 * w, height: 2 * h, rx: shape.startsWith("round") ? 9 : 0, ...common });
}

/** The mark at the end of a line, which points along *angle*. */
function mark(point, angle, shape, colour) {
  const paths = { tee: "M0 -7V7", diamond: "M0 0l-6 -5l-6 5l6 5z", triangle: "M0 0l-11 -5v10z", vee: "M-10 -5L0 0l-10 5" };
  const place = `translate(${point.x} ${point.y}) rotate(${angle})`;
  if (shape === "circle") return made("circle", { cx: -5, cy: 0, r: 4.5, fill: colour, transform: place });
  const open = shape === "tee" || shape === "vee";
  return made("path", { d: paths[shape], transform: place, fill: open ? "none" : colour, stroke: colour, "stroke-width": shape === "tee" ? 3 : 1.4 });
}

/** Curves through the middles between bends, as cytoscape draws them. */
function curve(bends, to) {
  return bends
    .map((bend, at) => {
      const after = bends[at + 1];
      const end = after ? { x: (bend.x + after.x) / 2, y: (bend.y + after.y) / 2 } : to;
      return `Q${bend.x} ${bend.y} ${end.x} ${end.y}`;
    })
    .join("");
}

function line(edge) {
  const group = made("g", {});
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const bends = edge.controlPoints() ?? [];
  const colour = edge.style("line-color");
  const dashes = { dashed: "6 4", dotted: "1.5 4" }[edge.style("line-style")];
  const path = `M${from.x} ${from.y}${bends.length ? curve(bends, to) : `L${to.x} ${to.y}`}`;
  group.append(made("path", { d: path, fill: "none", stroke: colour, "stroke-width": edge.numericStyle("width"), ...(dashes ? { "stroke-dasharray": dashes } : {}) }));
  for (const [end, at, before] of [["target", to, bends.at(-1) ?? from], ["source", from, bends[0] ?? to]]) {
    const shape = edge.style(`${end}-arrow-shape`);
    const angle = (Math.atan2(at.y - before.y, at.x - before.x) * 180) / Math.PI;
    if (shape !== "none") group.append(mark(at, angle, shape, colour));
  }
  const middle = edge.midpoint();
  group.append(made("text", { x: middle.x, y: middle.y + 4, "text-anchor": "middle", "font-size": 10.5, fill: edge.style("color"), stroke: "var(--ground)", "stroke-width": 4, "paint-order": "stroke" }, edge.style("label")));
  return group;
}

function box(node) {
  const group = made("g", {});
  const { x, y } = node.position();
  const shown = lines(node.data("short"), 25);
  const text = made("text", { "text-anchor": "middle", "font-size": 12, fill: node.style("color"), "font-weight": node.style("font-weight") });
  shown.forEach((part, at) => text.append(made("tspan", { x, y: y + 4 + (at - (shown.length - 1) / 2) * 15 }, part)));
  group.append(made("title", {}, node.data("label")), outline(node), text);
  return group;
}

/** The whole drawing as the text of an SVG file. */
export function drawn(cy, given, title) {
  const { x1, y1, w, h } = cy.elements().boundingBox();
  const root = made("svg", { viewBox: `${x1 - 20} ${y1 - 20} ${w + 40} ${h + 40}`, width: w + 40, height: h + 40, "font-family": given.font, role: "img" });
  root.append(made("title", {}, title), made("rect", { x: x1 - 20, y: y1 - 20, width: w + 40, height: h + 40, fill: given.paper }));
  cy.edges().forEach((edge) => void root.append(line(edge)));
  cy.nodes().forEach((node) => void root.append(box(node)));
  return new XMLSerializer().serializeToString(root).replaceAll("var(--ground)", given.paper);
}
