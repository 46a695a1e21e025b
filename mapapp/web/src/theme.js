// Colours of the canvas layers, read from the style sheet so that there is one place for each colour.

const NAMES = [
  "land", "sea", "coast", "border", "ink", "muted", "halo", "paper", "focus", "vague", "country-label", "place-label",
  "density-1", "density-2", "density-3", "density-4", "density-5",
  "standing-confirmed", "standing-corroborated", "standing-single-source", "standing-contested", "standing-denied", "standing-claim-only", "standing-neutral",
];

const known = new Map(); // by theme: reading the style sheet takes milliseconds

/** @returns {Record<string, string>} */
export function palette() {
  const dark = isDark();
  if (!known.has(dark)) known.set(dark, readPalette());
  return known.get(dark);
}

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/**
 * The colour of a standing, of which the page may not know the word.
 * @param {Record<string, string>} colours
 * @param {string} standing
 */
export function standingInk(colours, standing) {
  return colours[`standing-${standing.replaceAll("_", "-")}`] ?? colours.muted;
}

/** Follow the reader's choice: "light", "dark", or null for the system's. @param {string|null|undefined} theme */
export function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
