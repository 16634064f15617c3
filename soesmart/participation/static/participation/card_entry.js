// Typing in paper cards: a digit chooses in the row that has the focus and goes on to the next one. The page works
// without this by tab and arrow keys.
"use strict";
const list = document.querySelector("[data-card-entry]");
const hint = document.querySelector("[data-keys]");
const rows = list ? Array.from(list.children) : [];

const radios = (row) => Array.from(row.querySelectorAll("input[type=radio]"));

function enter(row) {
  if (!row) { document.querySelector(".form__actions button").focus(); return; }
  const target = row.querySelector("input[type=radio]:checked") || row.querySelector("input");
  target.focus();
  row.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  const row = event.target.closest("li");
  if (!row || event.ctrlKey || event.altKey || event.metaKey || event.target.type === "text") return;
  const here = rows.indexOf(row);
  const choice = radios(row)[Number(event.key) - 1];
  if (event.key >= "1" && event.key <= "9" && choice) {
    choice.checked = true;
    enter(rows[here + 1]);
  } else if (event.key.toLowerCase() === "w") {
    const important = row.querySelector("input[type=checkbox]");
    if (important) important.checked = !important.checked;
  } else if (event.key === "ArrowDown") {
    enter(rows[here + 1]);
  } else if (event.key === "ArrowUp" && here > 0) {
    enter(rows[here - 1]);
  } else {
    return;
  }
  event.preventDefault();
}

if (list && rows.some((row) => radios(row).length)) {
  hint.hidden = false;
  list.addEventListener("keydown", onKey);
}
