import assert from "node:assert/strict";
import { test } from "node:test";
import { createPlayer } from "../src/timeline/play.js";

/** A clock that goes on when it is told to. */
function fakeClock() {
  let waiting = null;
  return {
    setTimeout: (act, ms) => (waiting = { act, ms }),
    clearTimeout: () => { waiting = null; },
    waiting: () => waiting,
    tick() {
      const { act } = waiting;
      waiting = null;
      act();
    },
  };
}

function playing(steps) {
  const clock = fakeClock();
  const told = [];
  let left = steps;
  const player = createPlayer(() => --left > 0, (on) => told.push(on), clock);
  return { clock, told, player };
}

test("it steps at every beat and stops at the end", () => {
  const { clock, told, player } = playing(2);
  player.start();
  clock.tick();
  assert.ok(player.isPlaying());
  clock.tick();
  assert.ok(!player.isPlaying());
  assert.deepEqual(told, [true, false]);
});

test("the pace is that of the next beat", () => {
  const { clock, player } = playing(9);
  player.pace(10);
  player.start();
  assert.equal(clock.waiting().ms, 100);
});

test("it is paused and goes on; starting twice is starting once", () => {
  const { clock, told, player } = playing(9);
  player.toggle();
  player.start();
  player.toggle();
  assert.equal(clock.waiting(), null);
  player.stop();
  player.toggle();
  assert.ok(player.isPlaying());
  assert.deepEqual(told, [true, false, true]);
});
