// The card of a tool in use: its name, what it does in a sentence, what it shows, and a button that ends it.

import { button, el } from "../dom.js";

/**
 * @param {{title: string, hint: string, onclose: () => void}} tool Escape within the card ends the tool too
 * @returns {{card: HTMLElement, body: HTMLElement, show: (on: boolean) => void}}
 */
export function createToolCard({ title, hint, onclose }) {
  const body = el("div.tool-body");
  const close = button("Close", onclose, { class: "link", "aria-label": `Close: ${title}` });
  const card = el("section.card.tool-card", { "aria-label": title, hidden: true, onkeydown: endOnEscape(onclose) },
    el("div.tool-head", {}, el("h2", {}, title), close), el("p.sub", {}, hint), body);
  L.DomEvent.disableClickPropagation(card);
  L.DomEvent.disableScrollPropagation(card);
  tellHeight(card);
  return { card, body, show: showing(card, body) };
}

/**
 * Show and hide a card. A button that opened it hands the focus to what the card asks for first, and gets it back.
 * @param {HTMLElement} card
 * @param {HTMLElement} body
 * @returns {(on: boolean) => void}
 */
function showing(card, body) {
  /** @type {HTMLElement|null} */
  let opener = null;
  return (on) => {
    if (on === !card.hidden) return;
    const active = /** @type {HTMLElement} */ (document.activeElement);
    const isLost = active === document.body || active.matches(".leaflet-container") || card.contains(active);
    card.hidden = !on;
    if (on) {
      opener = active.matches("button") ? active : null;
      if (opener) /** @type {HTMLElement|null} */ (body.querySelector("input, button"))?.focus();
    } else if (isLost) {
      (opener?.checkVisibility() ? opener : /** @type {HTMLElement|null} */ (document.querySelector(".menu > button")))?.focus();
    }
  };
}

/** Tell the style sheet how high a card is: on a phone, what stands at the foot of the map stands on it. @param {HTMLElement} card */
function tellHeight(card) {
  new ResizeObserver(() => {
    if (card.offsetHeight) document.documentElement.style.setProperty("--tool-card", `${card.offsetHeight}px`);
  }).observe(card);
}

/** @param {() => void} onclose @returns {(event: KeyboardEvent) => void} */
function endOnEscape(onclose) {
  return (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onclose();
  };
}
