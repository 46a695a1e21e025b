// Inert data blocks of the page: base64 text in script elements that the browser does not run.

import { unpacked } from "./bytes.js";
import { blockFault, missingBlock } from "./faults.js";

const LOOK_MS = 30; // how often it is looked whether a block has arrived

/** @import { Blocks } from "./types/page.d.ts" */

/**
 * Read one block of JSON: base64 → gzip → JSON.
 * @template {string} N
 * @param {N} name
 * @returns {Promise<N extends keyof Blocks ? Blocks[N] : any>} what stands in it; of the incidents' own blocks `incidents/` knows the form
 */
export async function readBlock(name) {
  const bytes = await readBytes(name);
  return told(name, () => JSON.parse(new TextDecoder().decode(bytes), NAMED.includes(name) ? (_, value) => bare(value) : undefined));
}

/**
 * Read one block of bytes: base64 → gzip.
 * @param {string} name
 * @returns {Promise<Uint8Array>}
 */
export async function readBytes(name) {
  return told(name, async () => unpacked(await blockText(name)));
}

/**
 * The base64 text of a block. The large ones stand at the end of the page: what asks before they are read waits.
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function blockText(name) {
  const find = () => document.querySelector(`script[data-block="${name}"]`);
  while (document.readyState === "loading" && !isRead(find())) await moment();
  const element = find();
  if (!element) throw missingBlock(name);
  return element.textContent.trim();
}

/** A short while, or until the page is read to its end. */
function moment() {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_MS);
    document.addEventListener("DOMContentLoaded", resolve, { once: true });
  });
}

/**
 * Whether the browser has read past a script element: while it is within it, its text is there only in part, and it is the
 * last one, whatever else the page has been given meanwhile.
 * @param {Element|null} element
 */
function isRead(element) {
  return element !== null && element !== document.scripts[document.scripts.length - 1];
}

/**
 * Do something with a block; whatever fails is told with its name.
 * @template T
 * @param {string} name
 * @param {() => T|Promise<T>} read
 * @returns {Promise<T>}
 * @throws {import("./faults.js").Fault}
 */
export async function told(name, read) {
  try {
    return await read();
  } catch (thrown) {
    throw blockFault(name, thrown);
  }
}

const NAMED = ["document", "records"]; // blocks whose objects are looked into by words of the data

/**
 * Take the prototype off an object, so that a word such as "constructor" is found only where the data has it.
 * @template T
 * @param {T} value
 */
export function bare(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.assign(Object.create(null), value) : value;
}
