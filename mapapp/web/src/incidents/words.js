// Texts out of words. Pure.

/**
 * Each character stands for a word: "!" for the next of the column's own, those from "#" on for one of the vocabulary;
 * a space ends a text, a lone quote is no text.
 * @param {{words: string, own: string}} column
 * @param {string[]} vocabulary
 * @returns {(string|null)[]}
 */
export function fromWords({ words, own }, vocabulary) {
  const rare = own.split("\x7f");
  let next = 0;
  return words.split(" ").map((codes) => {
    if (codes === '"') return null;
    let text = "";
    for (let i = 0; i < codes.length; i++) text += codes[i] === "!" ? rare[next++] : vocabulary[codes.charCodeAt(i) - 0x23];
    return text;
  });
}

/**
 * A reader of single texts: none is put together before it is asked for.
 * @param {{words: string, own: string}} column
 * @param {string[]} vocabulary
 * @returns {(i: number) => string|null|undefined}
 */
export function wordsReader({ words, own }, vocabulary) {
  const [texts, rare] = [words.split(" "), own.split("\x7f")];
  const firsts = new Uint32Array(texts.length); // the first of the column's own words that a text may take
  for (let i = 1; i < texts.length; i++) firsts[i] = firsts[i - 1] + ownWordsIn(texts[i - 1]);
  return (i) => (i < texts.length ? fromWords({ words: texts[i], own: rare.slice(firsts[i], firsts[i] + ownWordsIn(texts[i])).join("\x7f") }, vocabulary)[0] : undefined);
}

/** @param {string} codes */
function ownWordsIn(codes) {
  let count = 0;
  for (let at = codes.indexOf("!"); at >= 0; at = codes.indexOf("!", at + 1)) count++;
  return count;
}
