// Messages between the document and the page that frames it. Only the parent is listened to, only known parts are taken.

const PARTS = ["selection", "filter", "layers", "viewpoint", "language"];
const NAME = "energy-strike-map";

export function connect(state) {
  if (window.parent === window) return;
  let telling = true;
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data?.name !== NAME || typeof data.state !== "object" || data.state === null) return;
    telling = false;
    state.set(Object.fromEntries(PARTS.filter((part) => part in data.state).map((part) => [part, data.state[part]])));
    telling = true;
  });
  const tell = (message) => window.parent.postMessage({ name: NAME, ...message }, "*");
  for (const part of ["selection", "filter", "viewpoint"]) {
    state.watch([part], (current) => {
      if (telling) tell({ [part]: current[part] });
    });
  }
  tell({ ready: true });
}
