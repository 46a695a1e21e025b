import assert from "node:assert/strict";
import { test } from "node:test";
import { mixed, writeOver } from "../src/layers/incidents/picture.js";
import { RIM, stampOf, WIDTH, writeRing } from "../src/layers/incidents/rings.js";

const [RED, GREEN, BLUE, WHITE] = [0xff0000ff | 0, 0xff00ff00 | 0, 0xffff0000 | 0, 0xffffffff | 0];
const SIDE = 64;

function blank() {
  return { pixels: new Int32Array(SIDE * SIDE), width: SIDE, height: SIDE };
}

const bytes = (pixel) => [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255, pixel >>> 24];

/** What a point of the ring has, told from where it lies alone: the truth that pixels are held against. */
function truth(dx, dy, radius, { ends, inks }) {
  const distance = Math.hypot(dx, dy);
  if (distance > radius + RIM) return [0, 0, 0, 0];
  if (Math.abs(distance - radius) > WIDTH / 2) return bytes(WHITE);
  const turn = (Math.atan2(dx, -dy) / (2 * Math.PI) + 1) % 1;
  return bytes(inks[ends.findIndex((end) => turn < end)]);
}

/** A pixel of a picture, of which `ratio` are a pixel of the page, as the mean of many points in it; colours are weighed by how much they cover. */
function sampledAt(x, y, ratio, radius, parts) {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < 100; i++) {
    const [dx, dy] = [(x - 32 + ((i % 10) + 0.5) / 10) / ratio, (y - 32 + (Math.floor(i / 10) + 0.5) / 10) / ratio];
    const [red, green, blue, alpha] = truth(dx, dy, radius, parts);
    [red, green, blue].forEach((value, k) => { sum[k] += (value * alpha) / 255; });
    sum[3] += alpha;
  }
  return sum.map((value) => value / 100);
}

for (const ratio of [1, 2]) {
  test(`each pixel of a ring shows what lies in it, at ratio ${ratio}`, () => {
    const radius = 12.2;
    const parts = { ends: [0.1, 0.55, 1], inks: [RED, GREEN, BLUE] };
    const picture = blank();
    writeRing(picture, 32, 32, stampOf(radius, ratio), parts, WHITE);
    let [worst, sum] = [0, 0];
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const [red, green, blue, alpha] = bytes(picture.pixels[y * SIDE + x]);
        const seen = [(red * alpha) / 255, (green * alpha) / 255, (blue * alpha) / 255, alpha];
        const expected = sampledAt(x, y, ratio, radius, parts);
        const off = Math.max(...seen.map((value, k) => Math.abs(value - expected[k])));
        worst = Math.max(worst, off);
        sum += off;
      }
    }
    assert.ok(worst < 100, `worst ${worst}`); // where a part, the ring and the disc end in one pixel
    assert.ok(sum / (SIDE * SIDE) < 2, `mean ${sum / (SIDE * SIDE)}`);
  });
}

test("a ring at the edge of a picture is cut, and nothing of it comes out at the other side", () => {
  const stamp = stampOf(12.2, 1);
  const parts = { ends: [0.5, 1], inks: [RED, BLUE] };
  const whole = blank();
  writeRing(whole, 32, 32, stamp, parts, WHITE);
  for (const [x, y] of [[0, 32], [SIDE, 30], [31, 0], [33, SIDE], [-100, 32], [2, SIDE + 5]]) {
    const cut = blank();
    writeRing(cut, x, y, stamp, parts, WHITE);
    for (let at = 0; at < SIDE * SIDE; at++) {
      const [column, line] = [(at % SIDE) - x + 32, Math.floor(at / SIDE) - y + 32];
      const isIn = column >= 0 && column < SIDE && line >= 0 && line < SIDE;
      assert.equal(cut.pixels[at], isIn ? whole.pixels[line * SIDE + column] : 0, `${x}, ${y}: ${at}`);
    }
  }
});

test("colours between two keep their bytes apart, and what covers half of a pixel leaves half of what is below", () => {
  assert.equal(mixed(0x102030, 0xd0e0f0, 0), 0xff102030 | 0);
  assert.equal(mixed(0x102030, 0xd0e0f0, 256), 0xffd0e0f0 | 0);
  assert.deepEqual(bytes(mixed(RED, BLUE, 128)), [127, 0, 127, 255]);
  const pixels = Int32Array.from([0, WHITE, 0x80ffffff]);
  for (const at of [0, 1, 2]) writeOver(pixels, at, 0x800000ff | 0);
  assert.deepEqual(bytes(pixels[0]), [255, 0, 0, 128]);
  assert.ok(bytes(pixels[1]).every((value, i) => Math.abs(value - [255, 127, 127, 255][i]) <= 1));
  assert.ok(Math.abs(bytes(pixels[2])[3] - 191) <= 1, "half, and half of the other half");
});
