// What of the map the cards leave free, measured on the page: there the reader looks, and there things are brought.

export const PHONE = 760; // pixels: narrower maps have a sheet for a panel, as in style/phone.css
const OPEN_SHEET = 0.52; // of the height, as in style/phone.css: while the sheet moves, it cannot be measured
const EDGE = { left: 24, top: 64, right: 24, bottom: 28 }; // pixels; a pin stands so high above its place
const CREDITS = 34; // pixels that they take at the foot of a phone's map
const LEAST = 0.2; // of the map's width and height that stays free to draw in, however small the map

/** @typedef {{left: number, top: number, right: number, bottom: number}} Sides pixels from each side of the map */

/** Whether the map is as narrow as a phone's. @param {L.Map} map */
export function isPhone(map) {
  return map.getSize().x <= PHONE;
}

/**
 * How far cards reach into the map from each side.
 * @param {L.Map} map
 * @returns {Sides}
 */
export function coveredSides(map) {
  const frame = map.getContainer().getBoundingClientRect();
  /** @param {string} selector */
  const box = (selector) => {
    const found = map.getContainer().parentElement?.querySelector(selector)?.getBoundingClientRect();
    return found?.width ? found : null;
  };
  const foot = [".timeline", ".tool-card:not([hidden])"].map(box);
  if (!isPhone(map)) {
    return { left: (box(".side")?.right ?? frame.left) - frame.left, top: 0, right: frame.right - (box(".panel")?.left ?? frame.right), bottom: frame.bottom - (foot[0]?.top ?? frame.bottom) };
  }
  const sheet = box(".panel.is-open") ? frame.bottom - OPEN_SHEET * frame.height : (box(".panel")?.top ?? frame.bottom);
  const top = Math.min(sheet, ...foot.map((one) => one?.top ?? frame.bottom));
  return { left: 0, top: (box(".head")?.bottom ?? frame.top) - frame.top, right: 0, bottom: frame.bottom - top + CREDITS };
}

/**
 * The part that cards leave free, with room for a pin at its edges, as padding for Leaflet.
 * @param {L.Map} map
 * @returns {{paddingTopLeft: [number, number], paddingBottomRight: [number, number]}}
 */
export function freeArea(map) {
  const { x: width, y: height } = map.getSize();
  const covered = coveredSides(map);
  const [left, top, right, bottom] = [covered.left + EDGE.left, covered.top + EDGE.top, covered.right + EDGE.right, covered.bottom + EDGE.bottom];
  const [across, down] = [Math.min(1, ((1 - LEAST) * width) / (left + right)), Math.min(1, ((1 - LEAST) * height) / (top + bottom))];
  return { paddingTopLeft: [left * across, top * down], paddingBottomRight: [right * across, bottom * down] };
}
