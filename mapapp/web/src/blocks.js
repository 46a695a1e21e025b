// Inert data blocks of the page: base64 text in script elements that the browser does not run.

/**
 * Read one block: base64 → gzip → JSON.
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function readBlock(name) {
  const element = document.querySelector(`script[data-block="${name}"]`);
  if (!element) throw new Error(`The page holds no block "${name}"; it was cut off or altered after it was written.`);
  try {
    return JSON.parse(await gunzip(fromBase64(element.textContent.trim())));
  } catch (error) {
    throw new Error(`The block "${name}" of this page cannot be read (${error.message}); export the map again.`);
  }
}

/** @param {string} text */
function fromBase64(text) {
  if (typeof Uint8Array.fromBase64 === "function") return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** @param {Uint8Array} bytes */
async function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
