// What stands in the place of a map that cannot be drawn: why, what to do next, and the plain page that the file holds.

import { el } from "./dom.js";
import { sentenceOf } from "./faults.js";

/** @param {unknown} error */
export function showFailure(error) {
  document.documentElement.dataset.ready = "failed";
  const told = el("div.failure", { role: "alert" }, el("strong", {}, "The map could not be drawn. "), sentenceOf(error));
  const plain = plainPage();
  plain.querySelector(".plain-why")?.replaceWith(told);
  for (const part of document.querySelectorAll("main, .notice")) part.remove();
  document.body.append(plain);
}

/** The page for browsers without scripts: it was written, and its text escaped, where the file was made. */
function plainPage() {
  const text = document.querySelector("noscript")?.textContent ?? "";
  const found = new DOMParser().parseFromString(text, "text/html").querySelector(".plain-page");
  return found ? document.adoptNode(found) : el("section.plain-page", {}, el("h1", {}, document.title), el("p.plain-why"));
}
