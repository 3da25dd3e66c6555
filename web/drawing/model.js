// From the JSON of a view to what is drawn: a node for each record, an edge for each pair of records
// and what links them; findings with the same stance on the same hypothesis share an edge.

/** From left to right: what was given, who looked, what is claimed, what it is about, what is open. */
const COLUMNS = ["publication", "instrument", "case-definition", "condition", "intervention", "study", "hypothesis", "target", "question"];

/** The words on an edge that is no judgement; every other one has the words of its relation. */
const WORDS = {
  about: "about", "about-giving": "about giving", "acts-on": "acts on", addresses: "tried to answer",
  "asks-about": "asks about", "compared-with": "comparison", "narrower-than": "narrower than",
};

/** A label short enough to be read in a box. */
export function shortened(label, most = 64) {
  if (label.length <= most) return label;
  return `${label.slice(0, most).replace(/\s+\S*$/, "")} …`;
}

export function elements(view) {
  const kinds = new Map(view.records.map((record) => [record.iri, record.kind]));
  const nodes = view.records.map((record) => ({
    group: "nodes",
    classes: `${record.kind}${record.steps ? "" : " focus"}`,
    data: { ...record, id: record.iri, short: shortened(record.label) },
  }));
  return [...nodes, ...edges(view.statements, kinds)];
}

function edges(statements, kinds) {
  const found = new Map();
  for (const row of statements) {
    const stance = row.stance ? row.stance.split("#")[1] : "";
    const id = [row.subject, row.relation, stance, row.object].join(" ");
    const same = found.get(id) ?? { row, stance, count: 0, direct: false };
    same.count += 1;
    same.direct ||= !row.directness?.endsWith("#Indirect");
    found.set(id, same);
  }
  return [...found].map(([id, { row, stance, count, direct }]) => {
    const back = place(kinds.get(row.subject)) > place(kinds.get(row.object));
    const word = row.stanceLabel ?? WORDS[row.relation] ?? row.relation.replaceAll("-", " ");
    const classes = [stance || "plain", direct ? "" : "indirect", back ? "back" : "on", row.retracted ? "retracted" : ""];
    return {
      group: "edges",
      classes: classes.filter(Boolean).join(" "),
      data: {
        id,
        source: back ? row.object : row.subject,
        target: back ? row.subject : row.object,
        label: count > 1 ? `${word} ×${count}` : word,
      },
    };
  });
}

function place(kind) {
  return COLUMNS.indexOf(kind);
}
