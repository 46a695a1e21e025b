// A button that opens a short list of actions.

import { button, el, fill } from "../dom.js";

/**
 * @typedef {object} Entry
 * @property {string|(() => string)} label
 * @property {() => void} act
 * @property {string} [tool] name of the state's tool, which the entry shows as pressed
 * @property {string} [look] a class
 */

/**
 * @param {string} title
 * @param {(Entry|null)[]} entries nulls are left out
 * @param {{get: () => {tool: string|null}}} state
 */
export function createMenu(title, entries, state) {
  const list = el("ul.menu-list", { id: `menu-${title}`, hidden: true });
  /** @param {boolean} on */
  const open = (on) => {
    list.hidden = !on;
    opener.setAttribute("aria-expanded", String(on));
    if (!on) return;
    fill(list, entries.filter((entry) => entry !== null).map((entry) => el("li", {}, entryButton(entry, state, close))));
    list.querySelector("button")?.focus();
  };
  const close = () => {
    open(false);
    opener.focus(); // what an entry opens gives the focus back to where it found it
  };
  const opener = button(`${title} ▾`, () => open(Boolean(list.hidden)), { class: "tool", "aria-expanded": "false", "aria-controls": list.id });
  /** @param {KeyboardEvent} event */
  const hear = (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event, list);
  };
  /** @param {FocusEvent & {currentTarget: HTMLElement, relatedTarget: Node|null}} event */
  const leave = ({ currentTarget, relatedTarget }) => { if (!currentTarget.contains(relatedTarget)) open(false); };
  return el("div.menu", { onkeydown: hear, onfocusout: leave }, opener, list);
}

/** @param {Entry} entry @param {{get: () => {tool: string|null}}} state @param {() => void} close */
function entryButton({ label, act, tool, look }, state, close) {
  const choose = () => {
    close();
    act();
  };
  return button(typeof label === "function" ? label() : label, choose, { class: `menu-entry ${look ?? ""}`.trim(), "aria-pressed": tool ? String(state.get().tool === tool) : null });
}

/** Arrow keys walk through the entries, round the ends. @param {KeyboardEvent} event @param {HTMLElement} list */
function step(event, list) {
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const next = buttons[(at + (event.key === "ArrowDown" ? 1 : -1) + buttons.length) % buttons.length];
  if (!next) return;
  next.focus();
  event.preventDefault();
}
