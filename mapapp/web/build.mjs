// Builds the document's scripts: our own into one file, Leaflet beside it, so that a page can hold both inline.
// `node build.mjs [folder]`; the folder is dist/ where none is named.

import { copyFile, mkdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";

const here = new URL(".", import.meta.url).pathname;
const target = resolve(process.argv[2] ?? `${here}dist`);
await mkdir(target, { recursive: true });

// What is bundled brings its licence along.
const licence = await readFile(`${here}node_modules/geographiclib-geodesic/LICENSE.txt`, "utf8");

const COMMON = { bundle: true, format: "iife", target: ["es2022"], minify: true, charset: "utf8", legalComments: "none" };

// Workers have no file of their own: the page's script holds theirs as a text.
const { outputFiles: [worker] } = await build({ ...COMMON, entryPoints: [`${here}src/workers/worker.js`], write: false, logLevel: "warning" });

await build({
  ...COMMON,
  entryPoints: [`${here}src/main.js`],
  outfile: `${target}/document.js`,
  globalName: "mapDocument",
  define: { WORKER_SOURCE: JSON.stringify(worker.text) },
  banner: { js: `/* Holds geographiclib-geodesic.\n${licence.trim()} */` },
  logLevel: "warning",
});

for (const file of ["leaflet.js", "leaflet.css"]) {
  await copyFile(`${here}node_modules/leaflet/dist/${file}`, `${target}/${file}`);
}
