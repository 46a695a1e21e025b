// When something is done: once a frame, once the frame is on the screen, or once there is nothing better to do.

const LONG_MS = 1000;

/**
 * Have something done once in the next frame, however often it is asked for.
 * @param {() => void} act
 */
export function onceAFrame(act) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      act();
    });
  };
}

/**
 * Have something done once after the next frame was drawn, so that the frame does not wait for it.
 * @param {() => void} act
 */
export function onceAfterAFrame(act) {
  return onceAFrame(() => setTimeout(act));
}

/** Have something done once the page has nothing better to do, or has had for long enough. @param {() => void} act */
export function whenIdle(act) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(act, { timeout: LONG_MS });
  else setTimeout(act, 200); // Safari
}
