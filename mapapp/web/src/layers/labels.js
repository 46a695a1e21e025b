// Names of countries, places and facilities, placed so that none covers another.

import { palette } from "../theme.js";
import { canvasLayer } from "./canvas.js";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** Country and place names. */
export async function labels({ block, map, state, doc }) {
  const { countries, places } = await block("labels");
  const pane = map.createPane("labels");
  pane.style.zIndex = "420";
  pane.style.pointerEvents = "none";
  const layer = canvasLayer("labels", (context, view) => {
    const { min, max } = view.bounds;
    context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    const colours = palette();
    const taken = [];
    context.textBaseline = "middle";
    context.lineJoin = "round";
    paintCountries(context, view, countries, doc, state.get().language, colours, taken);
    paintPlaces(context, view, places, colours, taken);
  });
  state.watch(["language"], () => layer.repaint());
  return { layer, repaint: () => layer.repaint() };
}

function paintCountries(context, view, countries, doc, language, colours, taken) {
  if (view.zoom > 7.5) return;
  for (const { code, lon, lat, rank } of countries) {
    if (rank > view.zoom * 1.6 - 1) continue;
    const size = Math.max(9.5, Math.min(15, 14.5 - rank * 0.9 + view.zoom * 0.5));
    const name = (doc.countries[code]?.[language] ?? doc.countries[code]?.en ?? code).toLocaleUpperCase(language);
    context.font = `500 ${size}px ${FONT}`;
    if ("letterSpacing" in context) context.letterSpacing = `${size * 0.16}px`;
    place(context, view, { lon, lat, text: name, size, colour: colours["country-label"], halo: colours.land, centred: true }, taken);
  }
  if ("letterSpacing" in context) context.letterSpacing = "0px";
}

function paintPlaces(context, view, places, colours, taken) {
  for (const [name, lon, lat, rank] of places) {
    if (rank > view.zoom * 1.25 - 3) continue;
    const size = rank <= 2 ? 11.5 : 10.5;
    context.font = `400 ${size}px ${FONT}`;
    const at = place(context, view, { lon, lat, text: name, size, colour: colours["place-label"], halo: colours.land, centred: false }, taken);
    if (!at) continue;
    context.beginPath();
    context.arc(at[0], at[1], 1.7, 0, 2 * Math.PI);
    context.fillStyle = colours["place-label"];
    context.fill();
  }
}

/** Draw a name where nothing was drawn before; give its point, or null where there is no room. */
function place(context, view, { lon, lat, text, size, colour, halo, centred }, taken) {
  const [x, y] = view.project(lon, lat);
  const { min, max } = view.bounds;
  if (x < min.x || x > max.x || y < min.y || y > max.y) return null;
  const width = context.measureText(text).width;
  const left = centred ? x - width / 2 : x + 5;
  const box = [left - 4, y - size * 0.7, left + width + 4, y + size * 0.7];
  if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return null;
  taken.push(box, [x - 4, y - 4, x + 4, y + 4]);
  context.strokeStyle = halo;
  context.lineWidth = 2.6;
  context.globalAlpha = 0.85;
  context.strokeText(text, left, y);
  context.globalAlpha = 1;
  context.fillStyle = colour;
  context.fillText(text, left, y);
  return [x, y];
}
