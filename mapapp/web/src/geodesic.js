// Distance on the WGS84 ellipsoid for the measuring tool: Vincenty's inverse method (Survey Review 23/176, 1975).

const A = 6378137;
const F = 1 / 298.257223563;
const B = A * (1 - F);
const RADIAN = Math.PI / 180;

/**
 * Metres between two places; null for nearly antipodal ones, where the method does not converge.
 * @param {[number, number]} from latitude, longitude
 * @param {[number, number]} to
 * @returns {number|null}
 */
export function geodesicMetres([lat1, lon1], [lat2, lon2]) {
  if (lat1 === lat2 && lon1 === lon2) return 0;
  const u1 = Math.atan((1 - F) * Math.tan(lat1 * RADIAN));
  const u2 = Math.atan((1 - F) * Math.tan(lat2 * RADIAN));
  const difference = (((((lon2 - lon1 + 180) % 360) + 360) % 360) - 180) * RADIAN;
  let lambda = difference;
  for (let i = 0; i < 200; i++) {
    const step = onSphere(u1, u2, lambda);
    const next = difference + step.correction;
    if (Math.abs(next - lambda) < 1e-12) return length(onSphere(u1, u2, next));
    lambda = next;
  }
  return null;
}

function onSphere(u1, u2, lambda) {
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const sinSigma = Math.hypot(c2 * Math.sin(lambda), c1 * s2 - s1 * c2 * Math.cos(lambda));
  const cosSigma = s1 * s2 + c1 * c2 * Math.cos(lambda);
  const sigma = Math.atan2(sinSigma, cosSigma);
  const sinAlpha = sinSigma === 0 ? 0 : (c1 * c2 * Math.sin(lambda)) / sinSigma;
  const cosSqAlpha = 1 - sinAlpha ** 2;
  const cos2m = cosSqAlpha === 0 ? 0 : cosSigma - (2 * s1 * s2) / cosSqAlpha;
  const c = (F / 16) * cosSqAlpha * (4 + F * (4 - 3 * cosSqAlpha));
  const correction = (1 - c) * F * sinAlpha * (sigma + c * sinSigma * (cos2m + c * cosSigma * (2 * cos2m ** 2 - 1)));
  return { sinSigma, cosSigma, sigma, cosSqAlpha, cos2m, correction };
}

function length({ sinSigma, cosSigma, sigma, cosSqAlpha, cos2m }) {
  const uSq = (cosSqAlpha * (A ** 2 - B ** 2)) / B ** 2;
  const a = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const b = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  const outer = (b / 6) * cos2m * (4 * sinSigma ** 2 - 3) * (4 * cos2m ** 2 - 3);
  return B * a * (sigma - b * sinSigma * (cos2m + (b / 4) * (cosSigma * (2 * cos2m ** 2 - 1) - outer)));
}
