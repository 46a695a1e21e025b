// Elements from text. Text from data reaches the page only here, as text nodes and attributes: never as markup, and
// with its unseen signs of direction made visible.

import { visible } from "./format.js";

/** @import { Attributes, Child, ElementOf, Heard } from "./types/elements.d.ts" */

const READ = ["title", "aria-label", "alt", "placeholder"]; // attributes that people read

/**
 * @template {string} T
 * @param {T} tag a tag name, with classes after dots: "p.claim.weak"
 * @param {Attributes<ElementOf<T>>} [attributes] attributes; a function under "onclick" etc. becomes a listener
 * @param {...Child} children elements, texts, null (left out), or lists of these
 * @returns {ElementOf<T>}
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  setAttributes(element, attributes);
  append(element, children);
  return /** @type {ElementOf<T>} */ (element);
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Attributes<SVGElement>} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

/** @param {Element} element @param {Record<string, Attributes[string]>} attributes */
function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : READ.includes(name) ? visible(String(value)) : String(value));
  }
}

/** @param {Element} element @param {readonly Child[]} children */
function append(element, children) {
  for (const child of /** @type {Exclude<Child, readonly Child[]>[]} */ (children.flat(/** @type {1} */ (Infinity)))) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(visible(String(child))));
  }
}

/**
 * Replace what an element holds.
 * @template {Element} E
 * @param {E} element
 * @param {...Child} children
 * @returns {E}
 */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/**
 * A link that leaves the page, only where the address is http(s); anything else is shown as text.
 * @param {string} address
 * @param {Child} label
 */
export function outsideLink(address, label) {
  if (!isWebAddress(address)) return el("span.no-link", { title: "Not a web address" }, label, " ", el("code", {}, address));
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

const PAGE = /^[\w-]+\.html$/; // a file in the same folder, of no other kind

/**
 * A link to another page of the same folder, with what follows "#" as it is when the link is taken.
 * @param {string} file
 * @param {Child} label
 * @param {() => string} hash
 */
export function pageLink(file, label, hash) {
  if (!PAGE.test(file)) return el("span", {}, label);
  const link = el("a", { href: file });
  const point = () => link.setAttribute("href", [file, hash()].filter(Boolean).join("#"));
  for (const event of ["pointerdown", "keydown", "focus"]) link.addEventListener(event, point);
  return fill(link, label);
}

/** @param {unknown} address @returns {address is string} */
export function isWebAddress(address) {
  if (typeof address !== "string") return false;
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/**
 * A button that looks like text unless styled otherwise.
 * @param {Child} label
 * @param {(event: Heard<MouseEvent, HTMLButtonElement>) => unknown} onclick
 * @param {Attributes<HTMLButtonElement>} [attributes]
 */
export function button(label, onclick, attributes = {}) {
  return el("button", { type: "button", onclick, ...attributes }, label);
}
