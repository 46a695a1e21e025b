// "Cite this view": what is seen, in a form for a footnote or for a reference manager.

import { button, el, fill } from "../dom.js";
import { date, visible } from "../format.js";
import { shareableLink } from "./address.js";
import { holdingInWords, shownInWords } from "./holding.js";
import { filterInWords } from "./words.js";

/** @import { Context } from "../types/page.d.ts" */

/**
 * @typedef {object} Cited
 * @property {string} title @property {string} version @property {string} digest of the whole dataset
 * @property {string[]} filter @property {string} shown @property {string|null} holding what the file has of the dataset, where not all
 * @property {string} viewpoint
 * @property {string} licence without its last full stop @property {string[]} attribution @property {string} accessed ISO @property {string|null} link
 */

/** @param {Context} context @returns {Cited} */
export function citedView(context, now = new Date()) {
  const { doc, state } = context;
  const { title, version, digest, attribution, viewpoints } = doc;
  const licence = (doc.licence || "not stated").replace(/\.$/, "");
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return { title, version, digest, licence, attribution, viewpoint: viewpoints[state.get().viewpoint].label.replace(/\.$/, ""), filter: filterInWords(context), shown: shownInWords(context), holding: holdingInWords(doc), accessed: day, link: shareableLink() };
}

/**
 * A citation for people.
 * @param {Cited} cited
 */
export function plainCitation(cited) {
  return [
    `${cited.title}. ${cited.version ? `Version ${cited.version}` : "Version not stated"}, dataset digest ${cited.digest.slice(0, 12)} (${cited.digest}).`,
    `View: ${cited.filter.join("; ")}. Shown: ${cited.shown}. ${cited.holding ? `${cited.holding} ` : ""}${cited.viewpoint}.`,
    `Data: ${[...cited.attribution, `licence: ${cited.licence}`].join("; ")}.`,
    `Accessed ${date(cited.accessed)}.${cited.link ? ` ${cited.link}` : ""}`,
  ].join("\n");
}

/**
 * A citation for reference managers.
 * @param {Cited} cited
 */
export function bibtexCitation(cited) {
  const fields = {
    title: `{${escaped(cited.title)}}`,
    version: cited.version && escaped(cited.version),
    note: escaped([`Dataset digest ${cited.digest}`, ...cited.filter, `Shown: ${cited.shown}`, ...(cited.holding ? [cited.holding.replace(/\.$/, "")] : []), cited.viewpoint, ...cited.attribution, `Licence: ${cited.licence}`].join("; ")),
    url: cited.link && cited.link.replace(/[{}\\]/g, encodeURIComponent),
    urldate: cited.accessed,
  };
  const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name.padEnd(7)} = {${value}},`);
  return [`@misc{map-${cited.digest.slice(0, 12)},`, ...lines, "}"].join("\n");
}

/** Signs that mean something to TeX, as TeX writes them. @param {string} text */
function escaped(text) {
  /** @type {Record<string, string>} */
  const written = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  return text.replace(/[\\{}$&#%_~^]/g, (sign) => written[sign] ?? `\\${sign}`).replace(/\s+/g, " ");
}

const FORMS = { plain: { label: "Plain text", write: plainCitation }, bibtex: { label: "BibTeX", write: bibtexCitation } };

/**
 * @param {Context} context
 * @returns {{dialog: HTMLDialogElement, open: () => void}}
 */
export function createCitation(context) {
  const text = el("textarea", { readonly: true, rows: 11, spellcheck: "false", "aria-label": "Citation" });
  const done = el("span.sub", { role: "status" });
  /** @type {keyof typeof FORMS} */
  let form = "plain";
  const write = () => {
    text.value = visible(FORMS[form].write(citedView(context)));
    fill(done);
  };
  const choices = /** @type {(keyof typeof FORMS)[]} */ (Object.keys(FORMS)).map((name) => el("label.switch", {}, el("input", { type: "radio", name: "citation", value: name, checked: name === form, onchange: () => { form = name; write(); } }), el("span", {}, FORMS[name].label)));
  const copy = button("Copy", () => copyText(text).then((isDone) => fill(done, isDone ? "Copied." : "This browser does not let the page copy: the text is marked, press Ctrl+C.")), { class: "tool is-main" });
  /** @type {HTMLDialogElement} */
  const dialog = el("dialog.dialog", { "aria-labelledby": "cite-title" },
    el("h2", { id: "cite-title" }, "Cite this view"),
    el("p.sub", {}, "The digest names the data to the byte; the filter is that of the map at this moment."),
    el("fieldset.dialog-choices", {}, el("legend", {}, "Form"), choices), text,
    el("p.tool-actions", {}, copy, button("Close", () => dialog.close(), { class: "tool" }), done));
  return { dialog, open: () => { write(); dialog.showModal(); text.scrollTop = 0; } };
}

/**
 * Copy by the way that the browser offers: pages from a file or in a frame may have only the old one.
 * @param {HTMLTextAreaElement} area
 */
async function copyText(area) {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    area.select();
    return document.execCommand("copy");
  }
}
