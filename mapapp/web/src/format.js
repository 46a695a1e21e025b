// Numbers, distances and dates in the form people read.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const THIN = "\u202f";

/** A number with thin spaces between thousands: 35 500. @param {number} value @param {number} [digits] */
export function number(value, digits = 0) {
  const [whole, part] = Math.abs(value).toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN);
  return (value < 0 ? "−" : "") + (part ? `${grouped}.${part}` : grouped);
}

/** A figure as stated: no digits are added. @param {number} value */
export function figure(value) {
  const text = String(value);
  return /^-?\d+$/.test(text) && text.length > 4 ? number(value) : text.replace("-", "−");
}

/** Metres in the unit that fits: 850 m, 7.4 km, 312 km. @param {number} metres */
export function distance(metres) {
  if (metres < 995) return `${number(metres < 10 ? metres : Math.round(metres / 10) * 10)} m`;
  const km = metres / 1000;
  return `${number(km, km < 99.95 ? 1 : 0)} km`;
}

/** A count in at most four signs: 987, 1.2k, 38k, 1.0M. @param {number} count */
export function shortCount(count) {
  if (count < 1000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1000, "k"] : [count / 1e6, "M"];
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${unit}`;
}

const AT_M = 1; // metres below which one was placed at the other: not measured from it, but mapped by it

/**
 * A distance with its interval: "84.2 km ± 9 km", or the two ends where they are not symmetric.
 * @param {number|null|undefined} metres
 * @param {number|null|undefined} low
 * @param {number|null|undefined} high
 */
export function distanceWithInterval(metres, low, high) {
  if (!known(metres)) return "not measured";
  if (metres < AT_M) return `placed there${errorOfPlace(metres, high)}`;
  if (!known(low) || !known(high)) return `${distance(metres)} (location error unknown)`;
  const spread = high - metres;
  if (low <= 0) return `${distance(metres)}, ${withinError(high)}`;
  if (spread < 0.5) return distance(metres);
  return `${distance(metres)} ± ${spreadText(spread)}`;
}

/**
 * What stands before and after the name of what was measured to: ["84.2 km ± 9 km to ", ""], ["placed at ", ", location error up to 16 km"].
 * @param {number|null|undefined} metres
 * @param {number|null|undefined} low
 * @param {number|null|undefined} high
 */
export function aroundTarget(metres, low, high) {
  if (known(metres) && metres < AT_M) return ["placed at ", errorOfPlace(metres, high)];
  if (known(metres) && known(low) && known(high) && low <= 0) return [`${distance(metres)} to `, `, ${withinError(high)}`];
  return [`${distanceWithInterval(metres, low, high)} to `, ""];
}

/** @param {number} high */
const withinError = (high) => `within location error (0 to ${spreadText(high)})`;

/** @param {number} metres @param {number|null|undefined} high */
function errorOfPlace(metres, high) {
  if (!known(high)) return ", location error unknown";
  return high - metres < 0.5 ? "" : `, location error up to ${spreadText(high)}`;
}

/** A spread in at most two digits: ± 12 km, ± 8.5 km, ± 300 m. @param {number} metres */
function spreadText(metres) {
  if (metres < 995) return distance(metres);
  const km = metres / 1000;
  return `${number(km, km < 9.95 && km.toFixed(1) !== km.toFixed(0) + ".0" ? 1 : 0)} km`;
}

/** @param {unknown} value @returns {value is number} */
export function known(value) {
  return typeof value === "number" && Number.isFinite(value);
}

/** A radius of uncertainty: "± 10 km". @param {number|null|undefined} metres */
export function uncertainty(metres) {
  return known(metres) ? `± ${spreadText(metres)}` : "uncertainty unknown";
}

/**
 * An ISO 8601 date as written, in words: 17 February 2025, 00:22 (UTC+3).
 * @param {string|null|undefined} iso
 */
export function date(iso) {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/.exec(iso ?? "");
  if (!match) return iso ?? "date not stated";
  const [, year, month, day, time, zone] = match;
  const dayText = [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
  return time ? `${dayText}, ${time}${zone ? ` (${offset(zone)})` : ""}` : dayText;
}

/** @param {string} zone */
function offset(zone) {
  if (zone === "Z" || zone === "+00:00") return "UTC";
  const [hours, minutes] = zone.slice(1).split(":");
  return `UTC${zone[0] === "-" ? "−" : "+"}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** The interval in which an event lies. @param {string|null|undefined} start @param {string|null|undefined} end */
export function dateRange(start, end) {
  if (!start || !end || start === end) return date(start ?? end);
  const [a, b] = [start, end].map((iso) => /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(iso));
  if (a && b && a[1] === b[1]) return date(start).replace(a[2], `${a[2]}–${b[2]}`);
  return `${date(start)} – ${date(end)}`;
}

/** A short date for lists: 17 Feb 2025. @param {string|null|undefined} iso */
export function shortDate(iso) {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(iso ?? "");
  if (!match) return "undated";
  const [, year, month, day] = match;
  return [day && String(Number(day)), month && MONTHS[Number(month) - 1].slice(0, 3), year].filter(Boolean).join(" ");
}

/** Coordinates with hemisphere: 45.437° N, 40.570° E. @param {number} lat @param {number} lon @param {number} [digits] */
export function coordinates(lat, lon, digits = 3) {
  const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
  /** @param {number} value @param {string} hemispheres */
  const part = (value, [positive, negative]) => `${Math.abs(value).toFixed(digits)}° ${value < 0 ? negative : positive}`;
  return `${part(lat, "NS")}, ${part(wrapped, "EW")}`;
}

/** "1 incident", "3 incidents". @param {number} n @param {string} one @param {string} [many] */
export function count(n, one, many = `${one}s`) {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** "54 incidents", "12 of 54 incidents". @param {number} shown @param {number} n */
export function shownOf(shown, n) {
  return shown === n ? count(n, "incident") : `${number(shown)} of ${count(n, "incident")}`;
}

/** Signs that cannot be seen, of direction, of control and halves of pairs, by their code: a text cannot look like another. @param {string} text */
export function visible(text) {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
}

/** Words as they stand at the begin of a line. @param {string} words */
export function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A field name as a label: "dispute_status" → "Dispute status"; a name of another form as it is. @param {string} name */
export function fieldLabel(name) {
  return /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) ? capital(name.replaceAll("_", " ")) : name;
}
