// Bundle the drawing on /graph into one file of web/static/vendor, with the licences of what is in it.
// `make bundle` runs this where the packages of package-lock.json are installed:
//     node bundle.mjs WEB_FOLDER

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const web = process.argv[2];
const sources = join(web, "drawing");
const vendor = join(web, "static", "vendor");
const sha256 = (content) => createHash("sha256").update(content).digest("hex");

/** One digest over everything the bundle is made from; the bundle carries it, and a test compares. */
const digest = sha256(
  readdirSync(sources)
    .sort()
    .map((name) => `${sha256(readFileSync(join(sources, name)))}  ${name}\n`)
    .join(""),
);

const outcome = await build({
  entryPoints: [{ in: "main.js", out: "drawing" }],
  outdir: "out",
  write: false,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
});
const notice = `/* The SPARQL drawing of Equipoise. Made by \`make bundle\` from web/editor/ (sha256 ${digest}). Licences: drawing-LICENSE.txt */\n`;
const code = notice + outcome.outputFiles[0].text;

const packages = new Set(
  Object.keys(outcome.metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean),
);
// It travels inside cytoscape-dagre, so that no path of the bundle names it.
packages.add("@dagrejs/dagre");
const licences = [...packages].sort().map((name) => {
  const { version, license } = JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(join("node_modules", name, "LICENSE"), "utf8").trim()}\n`;
});

for (const name of readdirSync(vendor)) if (/^drawing-[0-9a-f]{12}\.js$/.test(name)) rmSync(join(vendor, name));
const files = {
  [`drawing-${sha256(code).slice(0, 12)}.js`]: code,
  "drawing-LICENSE.txt": licences.join(`\n${"-".repeat(72)}\n\n`),
};
for (const [name, content] of Object.entries(files)) writeFileSync(join(vendor, name), content);

const list = join(vendor, "CHECKSUMS");
const others = readFileSync(list, { encoding: "utf8", flag: "a+" })
  .split("\n")
  .filter((line) => line && !/ drawing-/.test(line));
const ours = Object.entries(files).map(([name, content]) => `${sha256(content)}  ${name}`);
writeFileSync(list, [...others, ...ours].sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join("\n") + "\n");
