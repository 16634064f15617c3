// The box office by keyboard: a digit sells so many tickets. Every key presses a button or goes to a field that is on the
// page anyway; without this file they are there too.
"use strict";
(() => {
  const form = document.querySelector("[data-sell]");
  if (!form) return;
  const field = (name) => form.elements.namedItem(name);
  const acts = {
    e: () => { field("let_in").checked = !field("let_in").checked; },
    n: () => field("name").focus(),
    s: () => document.getElementById("suche_words").focus(),
    d: () => document.querySelector("[data-print]")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox], [type=radio])")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const button = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const act = button ? () => button.click() : acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.querySelector("[data-keys]").hidden = false;
})();
