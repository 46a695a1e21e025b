// Texts out of words. The function names nothing from outside: its source is also what a worker runs.

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
