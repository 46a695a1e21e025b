// Following the pointer, at most once for every frame.

const STILL = 3; // pixels that a pointer may move and yet stay

/**
 * Follow the pointer from where it is pressed on an element until it is released.
 * @param {HTMLElement} element
 * @param {(event: PointerEvent) => ((event: PointerEvent) => void)} start gives what to do where the pointer moves
 * @param {(event: PointerEvent) => void} [tap] where it was released without having moved
 */
export function onDrag(element, start, tap) {
  element.addEventListener("pointerdown", (pressed) => {
    if (pressed.button) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    const follow = oncePerFrame(start(pressed));
    const listening = new AbortController();
    const { signal } = listening;
    let moved = false;
    /** @param {PointerEvent} event */
    const move = (event) => {
      moved ||= Math.abs(event.clientX - pressed.clientX) >= STILL;
      if (moved) follow.ask(event);
    };
    const release = () => {
      listening.abort();
      follow.now();
      if (!moved) tap?.(pressed);
    };
    element.setPointerCapture(pressed.pointerId);
    element.addEventListener("pointermove", move, { signal });
    for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, release, { signal });
  });
}

/** Do what was asked for last, in the next frame. @param {(event: PointerEvent) => void} act */
function oncePerFrame(act) {
  let asked = 0;
  /** @type {PointerEvent|null} */
  let latest = null;
  const now = () => {
    cancelAnimationFrame(asked);
    asked = 0;
    const event = latest;
    latest = null;
    if (event) act(event);
  };
  /** @param {PointerEvent} event */
  const ask = (event) => {
    latest = event;
    asked ||= requestAnimationFrame(now);
  };
  return { ask, now };
}
