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
    const text = await gunzip(fromBase64(element.textContent.trim()));
    return NAMED.includes(name) ? JSON.parse(text, bare) : JSON.parse(text);
  } catch (error) {
    throw new Error(`The block "${name}" of this page cannot be read (${error.message}); export the map again.`);
  }
}

const NAMED = ["document", "records"]; // blocks whose objects are looked into by words of the data

/** Take the prototype off objects, so that a word such as "constructor" is found only where the data has it. */
function bare(_, value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.assign(Object.create(null), value) : value;
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
