// Sentences laid over the map, that stay until they are closed or others take their place.

import { button, el, fill } from "../dom.js";
import { sentenceOf } from "../faults.js";

/**
 * @param {HTMLElement} root
 */
export function createNotices(root) {
  const words = el("div.notice-words");
  const actions = el("div.notice-actions");
  const box = el("div.notice", { role: "status", hidden: true }, words, actions);
  /** @type {Map<string, string>} */
  const said = new Map(); // sentences by what they are about
  /** @type {Map<string, Set<string>>} */
  const missing = new Map(); // what is not drawn, by the reason
  const known = new Set(); // what was said to be missing, closed or not
  /** @type {{label: string, act: () => void}|null} */
  let instead = null;

  function draw() {
    const lost = [...missing].map(([reason, names]) => el("p", {}, el("strong", {}, `Not drawn: ${[...names].join(", ")}. `), reason));
    fill(words, [...said.values()].map((text) => el("p", {}, text)), lost);
    fill(actions, lost.length && instead ? button(instead.label, () => { close(); instead?.act(); }, { class: "link" }) : null, button("Close", close, { class: "link", "aria-label": "Close this notice" }));
    box.hidden = !words.children.length;
  }

  function close() {
    box.hidden = true;
    said.clear();
    missing.clear();
  }

  root.append(box);
  return {
    /** Say something about a subject; null takes it back. @param {string} subject @param {string|null} text */
    say(subject, text) {
      if (text) said.set(subject, text);
      else said.delete(subject);
      draw();
    },
    /** Say what cannot be drawn: once, however often it is tried. @param {string} what @param {unknown} thrown */
    miss(what, thrown) {
      const reason = sentenceOf(thrown);
      if (known.has(`${what}: ${reason}`)) return;
      known.add(`${what}: ${reason}`);
      missing.set(reason, (missing.get(reason) ?? new Set()).add(what));
      draw();
    },
    /** What is offered in place of what is missing. @param {string} label @param {() => void} act */
    offer(label, act) {
      instead = { label, act };
      if (!box.hidden) draw();
    },
  };
}
