// A sentence laid over the map, that stays until it is closed or another takes its place.

import { button, el } from "../dom.js";

/** @param {HTMLElement} root @returns {(text: string|null) => void} */
export function createNotice(root) {
  const words = el("p");
  const box = el("div.notice", { role: "status", hidden: true }, words, button("Close", () => say(null), { class: "link", "aria-label": "Close this notice" }));
  /** @param {string|null} text */
  const say = (text) => {
    box.hidden = !text;
    words.replaceChildren(text ?? "");
  };
  root.append(box);
  return say;
}
