// Console and moderation: a key presses the button that carries it, the desk comes anew in its place, and numbers move
// with each snapshot. Without this file the same buttons work, each with a page of its own.
const root = document.getElementById("console");
const box = document.querySelector(".console__switch");
const wanted = document.getElementById("tasten");
const { event: evening, key, home, every } = root.dataset;
const query = `?gesicht=leinwand&schluessel=${encodeURIComponent(key)}`;
const german = new Intl.NumberFormat("de-DE");
let ahead = 0;  // the server's clock against the one of this machine, in milliseconds
let heard = 0;
let busy = false;
let shown;
let snapshot = null;
let ended = null;

const typing = () => document.activeElement?.matches?.("#console input:not([type=checkbox]), #console textarea");

// way: how long the desk may have been under way.
function compare(way) {
  const { v, now } = root.querySelector(".desk").dataset;
  shown = v;
  if (now) ahead = Number(now) + way - Date.now();
}

// What somebody opened, typed or stood on stays as it was.
function replace(text, way) {
  const open = [...root.querySelectorAll("details[open][id]")].map((one) => one.id);
  const typed = [...root.querySelectorAll("input[id], textarea[id]")].map((one) => [one.id, one.value]);
  const here = document.activeElement;
  const focused = root.contains(here) ? here.id || (here.dataset.key && `[data-key="${here.dataset.key}"]`) : null;
  root.innerHTML = text;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, value] of typed) if (document.getElementById(id)) document.getElementById(id).value = value;
  if (focused) (focused.startsWith("[") ? root.querySelector(focused) : document.getElementById(focused))?.focus({ preventScroll: true });
  compare(way);
  numbers();
}

async function show(url, body) {
  if (busy) return;
  busy = true;
  const began = Date.now();
  if (body) root.setAttribute("aria-busy", "true");
  try {
    const options = { method: body ? "POST" : "GET", body, headers: { "X-Part": "desk" }, redirect: "error" };
    const text = await (await fetch(url, options)).text();
    if (!text.includes("desk__notes")) throw new Error("another page");
    replace(text, (Date.now() - began) / 2);
  } catch {
    if (body) location.assign(home);  // signed out, or the network was gone: the page says which
  } finally {
    busy = false;
    root.removeAttribute("aria-busy");
  }
}

root.addEventListener("submit", (event) => {
  event.preventDefault();
  show(event.target.action, new FormData(event.target, event.submitter));
});

document.addEventListener("keydown", (event) => {
  if (!wanted.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const found = root.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]:not([disabled])`);
  if (!found || busy) return;
  event.preventDefault();
  found.click();
});

// ---- snapshots

function numbers() {
  if (!snapshot) return;
  for (const place of root.querySelectorAll("[data-people]")) place.textContent = german.format(snapshot.people?.[place.dataset.people] ?? 0);
  if (!snapshot.round) return;
  for (const place of root.querySelectorAll("[data-ballots]")) place.textContent = german.format(snapshot.ballots?.[place.dataset.ballots] ?? 0);
}

function tick() {
  const at = Date.now() + ahead;
  const round = snapshot?.round;
  for (const place of root.querySelectorAll("[data-clock]")) {
    const window_ = round?.[place.dataset.clock];
    if (!window_) continue;
    place.textContent = round.state !== "open" ? "geschlossen"
      : at < window_.opens ? `öffnet in ${Math.ceil((window_.opens - at) / 1000)} s`
        : !window_.closes ? "offen"
          : at < window_.closes ? `noch ${Math.ceil((window_.closes - at) / 1000)} s` : "geschlossen";
  }
  // The hall has ended, the stream has not: no change of the stage tells of it.
  if (round?.state === "open" && round.hall.closes && at >= round.hall.closes && ended !== round.hall.closes && !typing()) {
    ended = round.hall.closes;
    show(home);
  }
  const place = root.querySelector("[data-lag]");
  if (!place) return;
  const age = (Date.now() - heard) / 1000;
  const lag = snapshot ? `, Stimmen gespeichert nach ${german.format(snapshot.lag)} ms` : "";
  const text = !heard ? "Keine Live-Verbindung" : age > 3 ? `Seit ${Math.round(age)} s nichts gehört` : `Live${lag}`;
  if (place.textContent !== text) place.textContent = text;
  place.parentElement.classList.toggle("is-late", age > 3);
}

function take(next) {
  if (snapshot && next.now < snapshot.now) return;
  // A snapshot may be old when it comes, never early: the largest difference is that with the shortest way.
  ahead = Math.max(ahead, next.now - Date.now());
  heard = Date.now();
  snapshot = next;
  numbers();
  if (shown !== undefined && String(next.v) !== shown && !typing()) show(home);
}

let source = null;

function listen() {
  source?.close();
  source = new EventSource(`/live/abend/${evening}/strom${query}`);
  source.onmessage = (message) => take(JSON.parse(message.data));
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, 2000 + Math.random() * 4000);
  };
}

async function ask() {
  if (Date.now() - heard < 3000) return;
  try {
    const answer = await fetch(`/live/abend/${evening}/stand${query}`, { cache: "no-cache" });
    if (answer.ok) take(await answer.json());
  } catch { /* the clock of the page says how long nothing was heard */ }
}

function stored() {
  try { return localStorage.getItem("regie-tasten") !== "aus"; } catch { return true; }
}

compare(0);
wanted.checked = stored();
wanted.addEventListener("change", () => {
  try { localStorage.setItem("regie-tasten", wanted.checked ? "an" : "aus"); } catch { /* a browser that stores nothing */ }
});
box.hidden = false;
if (every) {
  setInterval(() => { if (!typing() && !document.hidden && !root.contains(document.querySelector(":focus-visible"))) show(home); }, Number(every));
} else {
  listen();
  setInterval(ask, 2000);
  setInterval(tick, 250);
}
