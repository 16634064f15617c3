// Moves numbers, bars and countdowns with each snapshot; when the stage moves on, fetches its picture from the server.
// Without this file the page loads itself anew every few seconds.
const screen_ = document.getElementById("screen");
const lost = document.getElementById("lost");
const mark = document.getElementById("mark");
const { event: evening, key } = document.body.dataset;
const query = `?gesicht=leinwand&schluessel=${encodeURIComponent(key)}`;
const SHOWN = 10000;  // milliseconds that the mark stays
const german = new Intl.NumberFormat("de-DE");

let ahead = 0;  // the server's clock against the one of this machine, in milliseconds
let heard = Date.now();
let last = null;
let drawing = false;
let drawn = 0;

const stage = () => screen_.firstElementChild;
const now = () => Date.now() + ahead;

// way: how long the picture may have been under way.
function compare(way) {
  ahead = Number(stage().dataset.now) + way - Date.now();
}

async function draw() {
  if (drawing) return;
  drawing = true;
  const began = Date.now();
  try {
    const answer = await fetch(location.href, { headers: { "X-Part": "stage" }, redirect: "error", cache: "no-store" });
    if (answer.ok) {
      const text = await answer.text();
      if (text.includes("data-showing")) {
        screen_.innerHTML = text;
        compare((Date.now() - began) / 2);
      }
      heard = Date.now();
    }
  } catch { /* the network is gone: the next snapshot or the next round of the clock tries again */ }
  drawing = false;
  drawn = Date.now();
  if (last) numbers(last);
  tick();
}

function take(snapshot) {
  if (last && snapshot.now < last.now) return;
  heard = Date.now();
  // A snapshot may be old when it comes, never early: the largest difference is that with the shortest way.
  ahead = Math.max(ahead, snapshot.now - Date.now());
  last = snapshot;
  const shown = stage().dataset;
  if (Number(shown.v) !== snapshot.v) draw();
  else numbers(snapshot);
}

function numbers(snapshot) {
  for (const place of screen_.querySelectorAll("[data-people]")) {
    place.textContent = german.format(snapshot.people?.[place.dataset.people] ?? 0);
    place.closest(".people").hidden = false;
  }
  const { dataset } = stage();
  if (!snapshot.round || String(snapshot.round.pk) !== dataset.round || dataset.showing !== "question") return;
  for (const place of screen_.querySelectorAll("[data-ballots]")) {
    const number = snapshot.ballots?.[place.dataset.ballots] ?? 0;
    const text = german.format(number);
    if (place.textContent === text) continue;
    place.textContent = text;
    place.nextElementSibling.textContent = number === 1 ? "Stimme" : "Stimmen";
    if (dataset.live === "drawn" && Date.now() - drawn > 2000) draw();
  }
  for (const place of screen_.querySelectorAll("[data-clock]")) {
    const window_ = snapshot.round[place.dataset.clock];
    if (!window_) continue;
    place.dataset.opens = window_.opens ?? place.dataset.opens;
    place.dataset.closes = window_.closes ?? "";
  }
  if (dataset.live === "bars" && snapshot.tally) bars(snapshot.tally);
}

function shares(part) {
  if (part.sums) return of(part.sums, part.sums.reduce((sum, one) => sum + one, 0));
  if (part.points) return of(part.points, part.ballots * (part.points.length - 1));
  return of(part.bars ? part.bars.map((bar) => bar[2]) : part.counts, part.ballots);
}

const of = (values, base) => values.map((value) => (base ? value / base : 0));

// A ranking tells places, everything else shares.
function words(part, number, share) {
  if (!part.order) return `${Math.round(100 * share)}\u202f%`;
  const index = part.order.findIndex((together) => together.includes(number));
  return index < 0 ? "" : `Platz ${1 + part.order.slice(0, index).flat().length}`;
}

function bars(tally) {
  const list = screen_.querySelector(".rows");
  if (!list || !tally.all) return;
  const apart = Boolean(tally.hall && tally.stream);
  list.classList.toggle("is-apart", apart);
  const told = Object.fromEntries(["all", "hall", "stream"].filter((name) => tally[name]).map((name) => [name, shares(tally[name])]));
  const longest = Math.max(0, ...Object.values(told).flat());
  for (const row of list.children) {
    const place = Number(row.dataset.number) - 1;
    for (const line of row.querySelectorAll("[data-part]")) {
      const share = told[line.dataset.part]?.[place];
      if (share === undefined) continue;
      line.querySelector("progress").value = longest ? Math.round((100 * share) / longest) : 0;
      line.querySelector("b").textContent = words(tally[line.dataset.part], place + 1, share);
    }
  }
}

// ---- countdowns and the mark, by the server's clock

function tick() {
  const at = now();
  for (const place of screen_.querySelectorAll("[data-clock]")) {
    const opens = Number(place.dataset.opens);
    const closes = Number(place.dataset.closes);
    const closing = !("over" in place.dataset) && at >= opens && closes > at;
    const text = "over" in place.dataset || (closes && at >= closes) ? "geschlossen"
      : at < opens ? `öffnet in ${Math.ceil((opens - at) / 1000)} s`
        : closing ? `noch ${Math.ceil((closes - at) / 1000)} s` : "offen";
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("is-closing", closing);
  }
  const sign = Number(stage().dataset.mark);
  const left = sign - at;
  mark.hidden = !sign || left < -SHOWN;
  mark.classList.toggle("is-now", left <= 0);
  const word = left > 0 ? `Für den Stream: gleich kommt ein Zeichen … ${Math.ceil(left / 1000)}` : "Jetzt im Stream tippen";
  if (!mark.hidden) document.getElementById("mark-word").textContent = word;
  lost.hidden = Date.now() - heard < 6000;
}

// ---- what is heard: a stream of snapshots; where none comes, asking; where nobody answers, the picture alone

let source = null;

function listen() {
  source?.close();
  source = new EventSource(`/live/abend/${evening}/strom${query}`);
  source.onmessage = (message) => take(JSON.parse(message.data));
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(listen, 2000 + Math.random() * 4000);
  };
}

let mute = false;

async function ask() {
  if (Date.now() - heard < 2500) return;
  if (!mute) {
    try {
      const answer = await fetch(`/live/abend/${evening}/stand${query}`, { cache: "no-cache" });
      if (answer.ok) return take(await answer.json());
      mute = answer.status === 404;
    } catch { return; }
  }
  draw();
}

compare(0);
listen();
setInterval(tick, 200);
setInterval(ask, 1500);
tick();
addEventListener("online", listen);
