// How the drawing looks: the tokens of the style sheet, and a shape or a line for each thing that a
// colour stands for as well.

const SHAPES = {
  hypothesis: "round-rectangle", study: "rectangle", intervention: "hexagon", target: "ellipse", question: "round-tag",
};
const STANCES = {
  Supports: { token: "--supports", line: "solid", arrow: "triangle" },
  Refutes: { token: "--refutes", line: "solid", arrow: "tee" },
  Inconclusive: { token: "--inconclusive", line: "dashed", arrow: "diamond" },
  LeavesOpen: { token: "--leaves-open", line: "dotted", arrow: "circle" },
};

/** The colours and the font of the page as it is now, light or dark. */
export function tokens() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  const named = Object.fromEntries(["paper", "sunken", "raised", "ink", "soft", "rule", "edge", "focus"].map((name) => [name, read(`--${name}`)]));
  return { ...named, read, font: getComputedStyle(document.body).fontFamily };
}

export function sheet(given) {
  const rules = [
    {
      selector: "node",
      style: {
        shape: "rectangle", width: 176, height: (node) => 30 + 15 * Math.ceil(node.data("short").length / 25),
        "background-color": given.paper, "border-color": given.edge, "border-width": 1,
        label: "data(short)", color: given.ink, "font-family": given.font, "font-size": 12,
        "text-wrap": "wrap", "text-max-width": 152, "text-valign": "center", "text-halign": "center",
      },
    },
    ...Object.entries(SHAPES).map(([kind, shape]) => ({ selector: `node.${kind}`, style: { shape } })),
    { selector: "node.question", style: { "border-style": "dashed" } },
    { selector: "node.intervention, node.target", style: { width: 190, "text-max-width": 132, "background-color": given.sunken } },
    { selector: "node.focus", style: { "border-width": 3, "border-color": given.ink, "font-weight": "bold" } },
    {
      selector: "edge",
      style: {
        "curve-style": "unbundled-bezier", "edge-distances": "intersection",
        "control-point-weights": (edge) => edge.scratch("controlPointWeights") ?? [0.5],
        "control-point-distances": (edge) => edge.scratch("controlPointDistances") ?? [0],
        width: 1.2, "line-color": given.edge, label: "data(label)", color: given.soft,
        "font-family": given.font, "font-size": 10.5, "text-background-color": given.paper, "text-background-opacity": 1,
        "text-background-padding": 2, "arrow-scale": 1.1,
      },
    },
    arrow(".on", "target", "vee", given.edge),
    arrow(".back", "source", "vee", given.edge),
  ];
  for (const [name, { token, line, arrow: head }] of Object.entries(STANCES)) {
    const colour = given.read(token);
    rules.push({ selector: `edge.${name}`, style: { width: 2.2, "line-color": colour, "line-style": line, color: colour } });
    rules.push(arrow(`.${name}.on`, "target", head, colour), arrow(`.${name}.back`, "source", head, colour));
  }
  rules.push(
    { selector: "edge.indirect", style: { width: 1.2 } },
    { selector: "edge.retracted", style: { "line-color": given.soft, color: given.soft, label: (edge) => `${edge.data("label")} (retracted)` } },
    { selector: ".quiet", style: { opacity: 0.25 } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": given.focus, "background-color": given.raised } },
  );
  return rules;
}

function arrow(selector, end, shape, colour) {
  return { selector: `edge${selector}`, style: { [`${end}-arrow-shape`]: shape, [`${end}-arrow-color`]: colour } };
}
