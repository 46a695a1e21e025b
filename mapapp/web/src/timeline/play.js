// Playing: a step at every beat until there is none left. It knows no page.

/**
 * @param {() => boolean} step go on; false where the end is reached
 * @param {(playing: boolean) => void} tell called when it starts and when it stops
 * @param {{setTimeout: (act: () => void, wait: number) => any, clearTimeout: (timer: any) => void}} [clock]
 */
export function createPlayer(step, tell, clock = globalThis) {
  /** @type {number|null} */
  let next = null;
  let perSecond = 2;
  const stop = () => {
    if (next === null) return;
    clock.clearTimeout(next);
    next = null;
    tell(false);
  };
  const beat = () => {
    next = clock.setTimeout(() => (step() ? beat() : stop()), 1000 / perSecond);
  };
  const start = () => {
    if (next !== null) return;
    tell(true);
    beat();
  };
  return {
    start,
    stop,
    toggle: () => (next === null ? start() : stop()),
    isPlaying: () => next !== null,
    /** @param {number} steps per second, from the next beat on */
    pace: (steps) => { perSecond = steps; },
  };
}
