// When something is drawn: once a frame, or once the frame is on the screen.

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
