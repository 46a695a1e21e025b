// Web Mercator. Pure.

export const LIMIT = 85.0511287798; // degrees of latitude that it shows

/** East of 180° W, as a share of the world's width. @param {number} lon degrees */
export function mercatorX(lon) {
  return lon / 360 + 0.5;
}

/** South of the plane's northern edge, as a share of the world's width. @param {number} lat degrees */
export function mercatorY(lat) {
  const limited = Math.max(-LIMIT, Math.min(LIMIT, lat));
  const sine = Math.sin((limited * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
