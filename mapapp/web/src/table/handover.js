// Handing text over: to the clipboard, by another way where the browser refuses it, and as a file.

import { button, el } from "../dom.js";

/**
 * Put a text on the clipboard.
 * @param {string} text
 * @returns {Promise<boolean>} false where the browser refuses it
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The older way, which a page without the permission may still go. @param {string} text */
function copyBySelection(text) {
  const field = el("textarea.off-screen", { "aria-hidden": "true", tabindex: -1 });
  const focused = /** @type {HTMLElement|null} */ (document.activeElement);
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused?.focus?.({ preventScroll: true });
  return isCopied;
}

/** The text to be copied by hand, where the browser lets no page copy. @param {string} text @param {() => void} close */
export function textToCopy(text, close) {
  const field = el("textarea.table-copy-text", { readonly: true, "aria-label": "Rows to copy", rows: 8 });
  field.value = text;
  queueMicrotask(() => field.select());
  return el("div.table-by-hand", {}, el("p", {}, "This browser lets no page write to the clipboard. The rows are marked below: copy them with Ctrl+C."), field, button("Close", close, { class: "tool" }));
}

/**
 * Save a file under a name.
 * @param {Blob} blob
 * @param {string} name
 */
export function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
