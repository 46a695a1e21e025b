// Texts as they are searched: folded, and by words. Pure.

const isPlain = /^[\0-\x7f]*$/;

/** Lower case without accents, so that "Szazhalombatta" finds "Százhalombatta". @param {string} text */
export function fold(text) {
  const lower = text.toLowerCase();
  return isPlain.test(lower) ? lower : lower.normalize("NFD").replace(/\p{M}/gu, "");
}

/** @param {string} text */
export function wordsOf(text) {
  return [...new Set(fold(text).split(/\s+/))].filter(Boolean);
}

/** @param {string} text @param {string[]} words */
export function hasAll(text, words) {
  for (const word of words) if (!text.includes(word)) return false;
  return true;
}
