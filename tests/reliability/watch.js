// Runs before a page's own scripts: writes down whatever opens a dialog, and knows what stood in the window before.
(() => {
  const ran = [];
  for (const name of ["alert", "confirm", "prompt", "print", "msgbox"]) {
    window[name] = (...told) => { ran.push(`${name}(${told.map(String).join(", ").slice(0, 60)})`); };
  }
  Object.defineProperty(window, "__watched", { value: { ran, prototype: Object.getOwnPropertyNames(Object.prototype).length } });
})();
