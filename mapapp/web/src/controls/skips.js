// The first stops of the Tab key: seen only while they have the focus, they lead to the parts of the page.

import { button, el } from "../dom.js";

/** @param {Record<string, () => HTMLElement|null|undefined>} parts what each leads to */
export function createSkips(parts) {
  return el("nav.skips", { "aria-label": "To the parts of the page" }, Object.entries(parts).map(([label, part]) => button(label, () => part()?.focus(), { class: "tool" })));
}
