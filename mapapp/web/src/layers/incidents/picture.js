// A picture as large as the canvas, whose pixels are written one by one.

/** @import { Pen } from "../canvas.js" */

/** @typedef {{pixels: Int32Array, width: number, height: number}} Picture a pixel holds red in its lowest byte, then green, blue and how much it covers */

/** @returns {(pen: Pen, write: (picture: Picture) => void) => void} paints what is written into a blank picture, in place of all that was painted */
export function createPicture() {
  /** @type {ImageData|null} */
  let image = null;
  return (pen, write) => {
    const { width, height } = pen.canvas;
    if (image?.width !== width || image?.height !== height) image = pen.createImageData(width, height);
    const pixels = new Int32Array(image.data.buffer);
    pixels.fill(0);
    write({ pixels, width, height });
    pen.putImageData(image, 0, 0);
  };
}

/**
 * A colour as the pixels of a picture hold it.
 * @param {Pen} pen
 * @param {string} colour as the style sheet has it
 */
export function pixelColour(pen, colour) {
  pen.fillStyle = colour; // the pen gives any CSS colour back as #rrggbb
  const [red, green, blue] = [1, 3, 5].map((i) => parseInt(/** @type {string} */ (pen.fillStyle).slice(i, i + 2), 16));
  return (255 << 24) | (blue << 16) | (green << 8) | red;
}

/**
 * A colour between two, opaque.
 * @param {number} from
 * @param {number} to
 * @param {number} share of `to`, of 256: a whole number
 */
export function mixed(from, to, share) {
  const left = 256 - share;
  const redBlue = (Math.imul(from & RED_BLUE, left) + Math.imul(to & RED_BLUE, share)) >>> 8;
  const green = (Math.imul(from & GREEN, left) + Math.imul(to & GREEN, share)) >>> 8;
  return (redBlue & RED_BLUE) | (green & GREEN) | OPAQUE;
}

const [RED_BLUE, GREEN, OPAQUE] = [0xff00ff, 0x00ff00, 255 << 24];

/**
 * Write a colour that may not cover a pixel over what is there.
 * @param {Int32Array} pixels
 * @param {number} at
 * @param {number} colour
 */
export function writeOver(pixels, at, colour) {
  const below = pixels[at] >>> 24;
  if (below === 0) pixels[at] = colour;
  else {
    const cover = colour >>> 24;
    const left = (below * (255 - cover)) / 255; // what remains to be seen of the pixel
    const mixture = mixed(pixels[at], colour, Math.round((256 * cover) / (cover + left)));
    pixels[at] = (mixture & 0xffffff) | (Math.round(cover + left) << 24);
  }
}
