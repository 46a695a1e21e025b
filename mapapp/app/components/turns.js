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
let waiting = null;

/** Say now what would be said soon. Whoever acts elsewhere may leave this page, and comes back to it by what follows. */
let hurry = null;
for (const act of ["pointerdown", "keydown"]) window.addEventListener(act, () => hurry?.(), { capture: true });

/** Tell whether data is of a run that had not heard what was told last. */
function isOld({ session, turn }, setTriggerValue) {
  if (session !== turns.session) Object.assign(turns, { session, last: turn });
  const isAnew = known !== null && known !== session;
  known = session;
  if (isAnew && Object.keys(unheard).length) tell(setTriggerValue, {}); // the server was started anew: it has not heard
  if (turn < turns.last) return true;
  clearTimeout(waiting);
  unheard = {};
  return false;
}

/** Tell Python something, with all that it may not have heard. */
function tell(setTriggerValue, parts) {
  unheard = { ...unheard, ...parts };
  turns.last += 1;
  say(setTriggerValue, SOON_MS, AGAIN_MS);
}

/** Say it after a while; and again after a longer one, for the connection may be lost. */
function say(setTriggerValue, pause, next) {
  clearTimeout(waiting);
  const sayNow = () => {
    setTriggerValue("told", { turn: turns.last, ...unheard });
    say(setTriggerValue, next, 2 * next);
  };
  waiting = setTimeout(sayNow, pause);
  hurry = pause === SOON_MS ? sayNow : null;
}

/** The name of the event by which the lists tell the map what is chosen, before Python hears of it. */
const CHOSEN = "energy-strike-map chosen";

