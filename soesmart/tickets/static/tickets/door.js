// The door: asks the server for every ticket, decides alone when the net is gone, and tells the server later. Each scan
// has a nonce, so that it may be sent as often as the net wants. Without this file the forms work by themselves.
"use strict";
(() => {
  const root = document.getElementById("einlass");
  const box = root.querySelector("[data-answer]"), net = root.querySelector("[data-net]");
  const book = window.doorBook(root.dataset.door);
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  const PATIENCE = 3000, BEAT = 10000, LIST_EVERY = 60000, PER_TICKET = 30, PORTION = 20;
  const SHAKES = { good: [80], bad: [200, 100, 200], look: [120, 80, 120] };
  const nonce = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => (digit ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> digit / 4).toString(16));
  let busy = false, closed = false;

  function element(name, classes, text) {
    const made = document.createElement(name);
    made.className = classes;
    made.textContent = text;
    return made;
  }

  function show(answer, scan) {
    const verdict = element("div", `door__verdict door__verdict--${answer.tone || "bad"}`, "");
    verdict.append(element("p", "door__title", answer.title), element("p", "door__text", answer.text));
    if (scan && answer.tone === "good") {
      const undo = element("button", "door__undo", "War ein Versehen: zurücknehmen");
      undo.type = "button";
      undo.addEventListener("click", () => takeBack(scan));
      verdict.append(undo);
    }
    box.replaceChildren(verdict);
    navigator.vibrate?.(SHAKES[answer.tone] ?? SHAKES.bad);
    verdict.scrollIntoView({ block: "nearest" });
  }

  async function send(scans, patience = PATIENCE) {
    const body = JSON.stringify({ sent: new Date().toISOString(), scans });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const answer = await fetch(root.dataset.sync, { method: "POST", body, headers, signal: AbortSignal.timeout(patience) });
    const said = await answer.json();
    if (answer.status === 410) { closed = true; show({ tone: "bad", title: "Einlass geschlossen", text: said.closed }); }
    if (!answer.ok) throw new Error(said.error);
    tell(said);
    return said.answers;
  }

  function tell(said) {
    if (!said.doubles) return;
    root.querySelector("[data-inside]").textContent = said.inside.toLocaleString("de-DE");
    root.querySelector("[data-expected]").textContent = said.expected.toLocaleString("de-DE");
    const doubles = root.querySelector("[data-doubles]");
    doubles.hidden = !said.doubles.length;
    doubles.querySelector("ul").replaceChildren(...said.doubles.map((text) => element("li", "", text)));
  }

  function tellNet() {
    const waiting = book.waiting().length;
    net.hidden = !waiting;
    if (waiting) net.textContent = `Ohne Netz: ${waiting} ${waiting === 1 ? "Scan wartet" : "Scans warten"} und ${waiting === 1 ? "wird" : "werden"} nachgemeldet. Bitte die Seite offen lassen.`;
  }

  async function scan(text) {
    if (busy || closed) return;
    busy = true;
    const one = { nonce: nonce(), text: text.slice(0, 500), at: new Date().toISOString() };
    try {
      if (book.waiting().length && !await sync()) throw new Error("no net");
      const [answer] = await send([one]);
      show(answer, one);
      if (answer.outcome === "admitted") {
        const { isIn, serial } = await book.decide(one.text);
        if (isIn) book.letIn(serial, one.nonce);  // until the next list says so, for the net may go before
        send([]).catch(() => {});  // the counter; the next beat tells it too
      }
    } catch {
      if (!closed) await alone(one);
    } finally {
      busy = false;
      tellNet();
    }
  }

  async function alone(one) {
    const answer = await book.decide(one.text);
    if (answer.isIn) {
      book.letIn(answer.serial, one.nonce);
      book.keep({ ...one, text: answer.code || one.text, offline: true });
    }
    show(answer, answer.isIn ? one : null);
  }

  async function takeBack(one) {
    book.letOut(one.nonce);
    const wish = { nonce: one.nonce, at: new Date().toISOString(), undo: true };
    try {
      if (book.waiting().length && !await sync()) throw new Error("no net");
      show((await send([wish]))[0], null);
    } catch {
      book.keep(wish);
      show({ tone: "look", title: "Zurückgenommen", text: "Wird nachgemeldet, sobald das Netz da ist." }, null);
    }
    tellNet();
  }

  // Scans go in the order in which they happened; those that came too late are told in the list of doubles.
  async function sync() {
    try {
      for (let sent = book.waiting().slice(0, PORTION); sent.length; sent = book.waiting().slice(0, PORTION)) {
        await send(sent, 4 * PATIENCE);
        book.done(sent.map((one) => one));
      }
      return true;
    } catch {
      return false;
    }
  }

  async function beat() {
    if (!closed && !busy) {
      try {
        if (book.waiting().length) await sync();
        else await send([]);
      } catch { /* no net; the next beat tries again */ }
      tellNet();
    }
    setTimeout(beat, BEAT);
  }

  async function fetchList() {
    try { await book.fetchList(root.dataset.entries); } catch { /* the stored one has to do */ }
    setTimeout(fetchList, Math.max(LIST_EVERY, book.size() * PER_TICKET));  // a large list less often
  }

  root.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-typed]");
    const field = form?.elements.namedItem("text");
    if (!field?.value.trim()) return;
    event.preventDefault();
    scan(field.value.trim());
    if (field.type !== "hidden") { field.value = ""; field.focus(); }
  });
  addEventListener("online", () => { if (!busy) sync().then(tellNet); });
  addEventListener("beforeunload", (event) => { if (book.waiting().length) event.preventDefault(); });
  book.start();
  tellNet();
  fetchList();
  setTimeout(beat, BEAT);
  window.doorCamera(root.querySelector("[data-camera]"), scan);
})();
