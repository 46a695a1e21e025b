// What goes wrong, in sentences for readers: what cannot be had, why, and what to do next. Pure.

/** An error whose message was written for readers. */
export class Fault extends Error {}

export const TOO_OLD = "This browser is too old to unpack the map's data. Open the file in a current browser: Chrome, Edge, Firefox or Safari of 2023 or later.";
export const NO_CANVAS = "This browser gives the page no canvas to paint on, or no more of them. Look whether a setting or an extension forbids it, or open the file in another browser.";

const MORE_ROOM = "Close other tabs and programs, or open the map on a machine with more memory; a map of fewer incidents needs less.";
const REFUSED = /allocation|memory|string length|string longer/i; // as Chromium, Firefox and Safari say it

/**
 * Whether something failed because the browser gave no memory.
 * @param {unknown} thrown
 */
export function isRefused(thrown) {
  return REFUSED.test(wordsOf(thrown));
}

/** @param {unknown} thrown browsers throw texts, too @returns {string} */
function wordsOf(thrown) {
  return String(/** @type {any} */ (thrown)?.message ?? thrown);
}

/**
 * Whatever was thrown, in a sentence.
 * @param {unknown} thrown
 * @returns {string}
 */
export function sentenceOf(thrown) {
  if (thrown instanceof Fault) return thrown.message;
  if (isRefused(thrown)) return `This browser refused the memory that it takes. ${MORE_ROOM}`;
  return `The page's scripts met what they were not made for (${wordsOf(thrown)}). Reload the page; if that does not help, export the map again or open it in another browser.`;
}

/**
 * Why a block of the page cannot be had.
 * @param {string} name
 * @param {unknown} thrown
 * @returns {Fault}
 */
export function blockFault(name, thrown) {
  if (thrown instanceof Fault) return thrown;
  if (isRefused(thrown)) return new Fault(`This browser refused the memory for ${contentOf(name)}, block “${name}” of this page. ${MORE_ROOM}`);
  return new Fault(`${capital(contentOf(name))} cannot be read: block “${name}” of this page was cut off or altered after it was written (${wordsOf(thrown).replace(/\.$/, "")}). Export the map again.`);
}

/** @param {string} name @returns {Fault} */
export function missingBlock(name) {
  return new Fault(`${capital(contentOf(name))} cannot be read: the page holds no block “${name}”; it was cut off or altered after it was written. Export the map again.`);
}

/** @type {{[block: string]: string|null}} */
const CONTENTS = {
  __proto__: null,
  document: "the title and the words of the map",
  records: "facilities, flows and their sources",
  arcs: "land and borders",
  incidents: "places, dates and standings of the incidents",
  "incidents-more": "countries and facilities of the incidents",
  "incident-ids": "the ids of the incidents",
  "incident-words": "the words of the incidents' texts",
  density: "the counts of all incidents",
  "density-times": "the counts of all incidents by time",
};

/** What a block holds, in words. @param {string} name */
function contentOf(name) {
  return CONTENTS[name] ?? (name.startsWith("incident-text-") ? "texts of incidents" : "what a layer draws");
}

/** @param {string} text */
function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
