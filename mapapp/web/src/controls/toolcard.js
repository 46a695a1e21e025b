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
  return { card, body, show: (on) => { card.hidden = !on; } };
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
