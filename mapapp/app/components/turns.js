// Stands before the script of each component. What a component has told Python it goes on showing: data of a run that
// had not heard of it yet is old, and another run follows.

/** Shared by the components of a tab: the session of Python's, and how often it was told something. */
const turns = (globalThis[Symbol.for("energy-strike-map turns")] ??= { session: null, last: 0 });

/** What this component told and may not have been heard. Of what follows fast, Streamlit hands on the last alone. */
let unheard = {};

/** The session that this component knows. */
let known = null;

const SOON_MS = 80; // the map shows first what is chosen: what the app makes of it takes the computer's time
const AGAIN_MS = 4_000;
let [trigger, waiting, hurry] = [null, null, null];

// A click elsewhere may lead to another page: what was told before it is said before it, or Streamlit would come back.
for (const act of ["pointerdown", "keydown"]) window.addEventListener(act, () => hurry?.(), { capture: true });

/** Tell whether data is of a run that had not heard what was told last. */
function isOld({ session, turn }, setTriggerValue) {
  trigger = setTriggerValue;
  if (session !== turns.session) Object.assign(turns, { session, last: turn });
  const isAnew = known !== null && known !== session;
  known = session;
  const isUnheard = Object.keys(unheard).length > 0;
  if (isAnew && isUnheard) tell({}); // the server was started anew: it has not heard
  if (turn < turns.last) {
    if (!waiting) say(isUnheard ? SOON_MS : AGAIN_MS); // whoever told it may have left before it was heard
    return true;
  }
  fallSilent();
  unheard = {};
  return false;
}

/** Tell Python something, with all that it may not have heard. */
function tell(parts) {
  unheard = { ...unheard, ...parts };
  turns.last += 1;
  say(SOON_MS);
}

/** Say it after a while; and again after a longer one, for the connection may be lost. */
function say(pause, next = AGAIN_MS) {
  fallSilent();
  const sayNow = () => {
    trigger("told", { turn: turns.last, ...unheard });
    say(next, 2 * next);
  };
  waiting = setTimeout(sayNow, pause);
  if (pause === SOON_MS) hurry = sayNow;
}

/** Say no more, as long as nothing else is told. */
function fallSilent() {
  clearTimeout(waiting);
  [waiting, hurry] = [null, null];
}

/** The name of the event by which the lists tell the map what is chosen, before Python hears of it. */
const CHOSEN = "energy-strike-map chosen";

