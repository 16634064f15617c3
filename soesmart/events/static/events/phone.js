// The phone of an evening: follows the stage, counts down by the server's clock, and sends a ballot again and again with
// the same nonce until it is acknowledged. Without this file the page is a plain form.
(() => {
  const root = document.querySelector("[data-evening]");
  const $ = (id) => document.getElementById(id);
  const form = $("zettel"), card = $("karte"), said = $("meldung"), heard = $("ansage"), fault = $("fehler");
  if (!form) return;
  const pk = root.dataset.evening, live = `/live/abend/${pk}/`, mine = root.dataset.channel;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const spread = (ms) => ms * (0.5 + Math.random()); // so that a whole hall does not come at once
  let ahead = -Infinity, snap = null, version = Number(card.firstElementChild.dataset.v), failed = 0, sending = "", last = "";

  // ---- what outlives a reload: the nonce until a ballot is acknowledged, then the receipt
  const key = (round) => `abend-${root.dataset.who}-${round}`;
  const kept = (round) => { try { return JSON.parse(sessionStorage[key(round)] || "null"); } catch { return null; } };
  const keep = (round, what) => { try { sessionStorage[key(round)] = JSON.stringify(what); } catch { /* stores nothing */ } };
  const now = () => performance.now() + ahead;
  const roundOf = () => card.firstElementChild.dataset.round;

  // ---- words: those who hear the page get the newest, at most one every four seconds
  let next = 0, timer;
  function say(text) {
    clearTimeout(timer);
    timer = setTimeout(() => { next = Date.now() + 4000; heard.textContent = text; }, Math.max(0, next - Date.now()));
  }
  function show(text) { said.textContent = text; said.hidden = !text; if (text) say(text); }
  function complain(text) { fault.textContent = text; fault.hidden = !text; }

  function receipt(round) {
    const own = kept(round), has = Boolean(own && own.done);
    card.classList.toggle("has-voted", has);
    $("beleg").hidden = !has;
    $("belegzeile").hidden = !(own && own.receipt);
    $("belegnr").textContent = (own && own.receipt) || "";
  }

  // ---- the ballot
  async function post(url, body, headers) {
    for (let tries = 0; ; tries++) {
      try {
        const answer = await fetch(url, { method: "POST", body, headers });
        const told = answer.status < 500 && answer.status !== 429 && await answer.json().catch(() => null);
        if (told) return told;
        if (answer.status === 403) return { text: "Das hat der Server nicht angenommen. Bitte die Seite neu laden." };
      } catch { /* no net, or a strange page in between: again */ }
      show("Wird gesendet. Das Netz ist schwach, es wird von selbst noch einmal versucht.");
      await wait(spread(Math.min(700 * 2 ** tries, 12000)));
    }
  }

  function busy() {
    const button = card.querySelector(".ballot .big"), is = Boolean(button) && sending === roundOf();
    if (!button || button.disabled === is) return;
    button.disabled = is;
    button.textContent = is ? "Wird gesendet …" : "Stimme abgeben";
  }

  async function vote(round, body) {
    if (sending === round) return;
    sending = round;
    complain("");
    busy();
    const told = await post(`${live}stimme`, new URLSearchParams(body));
    sending = "";
    busy();
    const done = /^(stored|again|already)$/.test(told.status);
    keep(round, done ? { done, receipt: told.receipt } : null);
    show(done ? told.text : "");
    if (!done) complain(told.text);
    if (round === roundOf()) receipt(round);
  }

  form.addEventListener("submit", async (event) => {
    const by = event.submitter, other = by && by.hasAttribute("formaction");
    if (other && !("send" in by.dataset)) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, by));
    if (!other) {
      const round = roundOf();
      body.delete("csrfmiddlewaretoken");
      keep(round, { body: String(body) });
      vote(round, body);
      return;
    }
    by.disabled = true;
    const told = await post(by.formAction, body, { Accept: "application/json" });
    by.disabled = false;
    const stored = told.status === "stored";
    complain(stored ? "" : told.text);
    show(stored ? told.text : "");
    if (!stored) return;
    if (by.name === "act") { form.elements.text.value = ""; form.elements.nonce.value = fresh(); }
    else if (by.name === "support") {
      by.ariaPressed = by.disabled = true;
      const sum = by.querySelector("span"); // the card says it anew when the stage moves on
      if (sum) sum.textContent = ` · ${(Number(sum.textContent.replace(/\D/g, "")) + 1).toLocaleString("de")}`;
    } else by.ariaPressed = by.disabled = true;
  });

  const fresh = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> digit / 4).toString(16));

  // ---- the card: the same for everybody, so only a change of the stage fetches it
  function behind() { // milliseconds until the stream shows what the hall sees now
    const round = snap.round;
    if (mine !== "stream") return 0;
    return round && round.state === "open" ? Math.max(0, round.stream.opens - now()) : Number(root.dataset.delay);
  }

  async function renew(wanted) {
    version = wanted;
    await wait(spread(700) + behind());
    for (let tries = 1; version === wanted; tries++) {
      try {
        const answer = await fetch(`${live}karte?v=${wanted}`);
        if (answer.ok) { if (version === wanted) swap(await answer.text()); return; }
      } catch { /* again */ }
      await wait(spread(Math.min(1000 * tries, 8000)));
    }
  }

  function swap(html) {
    const plain = html.replace(/data-v="\d+"/, "");
    if (plain === last) return;
    last = plain;
    const old = card.firstElementChild, typed = new FormData(form), focus = document.activeElement;
    const had = card.contains(focus) && focus.name;
    card.innerHTML = html;
    const same = old.dataset.key === card.firstElementChild.dataset.key;
    for (const field of same ? card.querySelectorAll("[name]") : []) {
      const values = typed.getAll(field.name);
      if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
      else if (values.length && field.type !== "submit" && field.type !== "hidden") {
        field.value = values[0];
        typed.delete(field.name);
        values.slice(1).forEach((value) => typed.append(field.name, value));
      }
    }
    dress();
    if (had || card.contains(focus)) (same && card.querySelector(`[name="${had}"]`) || card.querySelector("h1")).focus();
    if (same) return;
    complain("");
    show("");
    say(card.querySelector("h1").textContent);
  }

  // ---- order by buttons, points that are left
  function dress() {
    const list = card.querySelector(".choices--ranking");
    if (list) rank(list);
    const left = card.querySelector("[data-left]");
    if (left) {
      const tell = () => {
        const given = [...card.querySelectorAll("input[type=number]")].reduce((sum, field) => sum + Number(field.value), 0);
        const rest = left.dataset.left - given;
        left.textContent = rest < 0 ? `: ${-rest} zu viel` : `, noch ${rest}`;
      };
      card.oninput = tell;
      tell();
    }
    const round = roundOf(), own = kept(round);
    receipt(round);
    busy();
    if (own && own.body) vote(round, own.body);
    tick();
  }

  function rank(list) {
    const rows = [...list.children];
    rows.sort((a, b) => (a.querySelector("select").value || 99) - (b.querySelector("select").value || 99));
    list.classList.add("is-ranked");
    const number = () => [...list.children].forEach((row, place) => { row.querySelector("select").value = place + 1; });
    for (const row of rows) {
      list.append(row);
      row.querySelector("select").hidden = true;
      const moves = document.createElement("span"), name = row.firstElementChild.textContent;
      moves.className = "moves";
      for (const [sign, word] of [["↑", "nach oben"], ["↓", "nach unten"]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = sign;
        button.ariaLabel = `${name}: ${word}`;
        button.onclick = (event) => {
          event.preventDefault();
          const to = sign === "↑" ? row.previousElementSibling : row.nextElementSibling;
          if (to) to[sign === "↑" ? "before" : "after"](row);
          number();
          button.focus();
          say(`${name}: Platz ${[...list.children].indexOf(row) + 1}`);
        };
        moves.append(button);
      }
      row.append(moves);
    }
    number();
  }

  // ---- the countdown of the own channel, by the server's clock
  function tick() {
    const round = snap && snap.round, clock = $("uhr");
    if (!round) { clock.hidden = true; return; }
    const at = now(), { opens, closes } = round[mine];
    const shown = String(round.pk) === roundOf(), open = round.state === "open";
    card.classList.toggle("is-early", shown && open && at < opens);
    card.classList.toggle("is-over", shown && open && Boolean(closes) && at >= closes);
    const left = Math.ceil((closes - at) / 1000);
    clock.hidden = !(shown && open && closes && left > 0);
    if (!clock.hidden) clock.textContent = `Noch ${left} ${left === 1 ? "Sekunde" : "Sekunden"}`;
    if (left === 10 && !clock.hidden && clock.dataset.said !== String(round.pk)) {
      clock.dataset.said = round.pk;
      if (!card.classList.contains("has-voted")) say("Noch zehn Sekunden.");
    }
  }

  // ---- the stage: a stream, and where the net lets none through, a question every few seconds
  function take(told) {
    // The answer that travelled fastest tells the server's time best; the phone's own clock is never asked.
    ahead = Math.max(ahead, told.now - performance.now());
    snap = told;
    const sum = told.showing === "question" && told.round ? told.ballots.hall + told.ballots.stream : 0;
    $("zahl").hidden = !sum;
    $("zahl").textContent = sum === 1 ? "1 Stimme bisher" : `${sum.toLocaleString("de")} Stimmen bisher`;
    if (told.v > version) renew(told.v);
    tick();
  }

  function listen() {
    const stream = new EventSource(`${live}strom?gesicht=telefon`);
    stream.onmessage = (event) => { failed = 0; take(JSON.parse(event.data)); };
    stream.onerror = () => {
      stream.close();
      failed++;
      setTimeout(failed < 3 ? listen : poll, spread(1000 * failed), 8);
    };
  }

  async function look() {
    try {
      const answer = await fetch(`${live}stand?gesicht=telefon`);
      if (answer.ok) take(await answer.json());
    } catch { /* no net: the next time */ }
  }

  async function poll(times) {
    await look();
    setTimeout(times ? poll : listen, spread(3000), times - 1);
  }

  if (card.classList.contains("has-voted")) keep(roundOf(), { done: true, receipt: $("belegnr").textContent });
  dress();
  setInterval(tick, 250);
  // A phone that slept may hold a stream that is dead and does not know it.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  listen();
})();
