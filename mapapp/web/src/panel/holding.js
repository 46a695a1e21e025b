// What the page holds of its dataset, and links to the other files of a map in parts.

import { el, pageLink } from "../dom.js";
import { number } from "../format.js";
import { holdingInWords, isIndex } from "../view/holding.js";
import { writeHash } from "../view/hash.js";

/** @import { Child } from "../types/elements.d.ts" */
/** @import { Context, Part } from "../types/page.d.ts" */

/** Nothing where the page holds all. @param {Context} context @returns {Child} */
export function holding(context) {
  const { doc } = context;
  const said = holdingInWords(doc);
  return said ? [el("p.holding", {}, said), doc.holds?.parts ? files(context, doc.holds.parts) : null] : null;
}

/** The index has its parts in sight; in a part the others are folded away. @param {Context} context @param {Part[]} parts */
function files(context, parts) {
  const { doc } = context;
  const here = doc.holds?.part;
  const entries = parts.map(({ label, file, incidents }, i) => el("li", {}, i === here ? el("strong", { "aria-current": "page" }, label) : link(context, file, label), " ", el("span.tally", {}, number(incidents))));
  const list = el("ul.part-list", {}, entries);
  if (isIndex(doc)) return el("section.section.parts", {}, el("h3", {}, "Incidents by part"), list);
  return el("details.parts", {}, el("summary", {}, "Other parts"), el("p", {}, link(context, doc.holds?.index ?? "", "All parts together, counted in hexagons")), list);
}

/** A link to another file beside this one, which opens where the map looks now. @param {Context} context @param {string} file @param {string} label */
function link({ doc, state }, file, label) {
  const follow = () => {
    const start = /** @type {import("../state.js").State} */ ({ ...state.get(), view: null, viewpoint: doc.viewpoint, language: doc.languages[0] ?? "en" });
    const { view, viewpoint, language } = state.get();
    return writeHash({ ...start, view, viewpoint, language }, { start, doc });
  };
  return pageLink(file, label, follow);
}
