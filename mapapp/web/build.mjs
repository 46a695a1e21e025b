// Builds the document's scripts: our own into one file, Leaflet beside it, so that a page can hold both inline.

import { copyFile, mkdir } from "node:fs/promises";
import { build } from "esbuild";

const here = new URL(".", import.meta.url).pathname;
await mkdir(`${here}dist`, { recursive: true });

await build({
  entryPoints: [`${here}src/main.js`],
  outfile: `${here}dist/document.js`,
  bundle: true,
  format: "iife",
  globalName: "mapDocument",
  target: ["es2022"],
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});

for (const file of ["leaflet.js", "leaflet.css"]) {
  await copyFile(`${here}node_modules/leaflet/dist/${file}`, `${here}dist/${file}`);
}
