// Bundle one part of the site into one file of web/static/vendor, with the licences of what is in it.
// `make bundle` runs this where the packages of the part's package-lock.json are installed:
//     node bundle.mjs WEB_FOLDER PART
// The part's package.json says under "bundle" what the file is called, what it is, and which packages
// travel inside another one, so that no path of the bundle names them.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const [web, part] = process.argv.slice(2);
const sources = join(web, part);
const { name: file, what, inside } = JSON.parse(readFileSync(join(sources, "package.json"), "utf8")).bundle;
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
  entryPoints: [{ in: "main.js", out: file }],
  outdir: "out",
  write: false,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  metafile: true,
});
const notice = `/* ${what} of Equipoise. Made by \`make bundle\` from web/${part}/ (sha256 ${digest}). Licences: ${file}-LICENSE.txt */\n`;
const code = notice + outcome.outputFiles[0].text;

const packages = new Set([
  ...inside,
  ...Object.keys(outcome.metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean),
]);
const licences = [...packages].sort().map((name) => {
  const { version, license } = JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(join("node_modules", name, "LICENSE"), "utf8").trim()}\n`;
});

for (const name of readdirSync(vendor)) if (new RegExp(`^${file}-[0-9a-f]{12}\\.js$`).test(name)) rmSync(join(vendor, name));
const files = {
  [`${file}-${sha256(code).slice(0, 12)}.js`]: code,
  [`${file}-LICENSE.txt`]: licences.join(`\n${"-".repeat(72)}\n\n`),
};
for (const [name, content] of Object.entries(files)) writeFileSync(join(vendor, name), content);

const list = join(vendor, "CHECKSUMS");
const others = readFileSync(list, { encoding: "utf8", flag: "a+" })
  .split("\n")
  .filter((line) => line && !line.includes(` ${file}-`));
const ours = Object.entries(files).map(([name, content]) => `${sha256(content)}  ${name}`);
writeFileSync(list, [...others, ...ours].sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join("\n") + "\n");
