// The page of an event turns by itself: at the moments it knows, and while the evening runs when the stage moves on.
// Without this file "neu laden" does the same.
(() => {
  const part = document.getElementById("stand");
  if (!part) return;
  const here = location.pathname, spread = (ms) => ms * (0.5 + Math.random());
  // Seconds by which the server's clock is ahead of this page's own count; the device's clock is never asked.
  const ahead = Number(part.dataset.now) - performance.now() / 1000;
  const now = () => performance.now() / 1000 + ahead;
  let version, turned = false;

  async function turn() {
    const answer = await fetch(here, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    // Styles of that page carry another nonce than this one: the policy would complain of them.
    const text = (await answer.text()).replace(/<style[^]*?<\/style>/g, "");
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const stand = fresh.getElementById("stand");
    part.replaceChildren(...stand.childNodes);
    part.toggleAttribute("data-live", stand.hasAttribute("data-live"));
    // What plays is left alone; a stream comes in when the doors open, and goes when all is over.
    const stage = document.getElementById("buehne"), wanted = fresh.getElementById("buehne");
    const differs = Boolean(stage.firstElementChild) !== Boolean(wanted.firstElementChild);
    if (differs && !stage.querySelector("iframe, video")) stage.replaceChildren(...wanted.childNodes);
    turned = false;
  }

  function tick() {
    const due = (part.querySelector("[data-turns]").dataset.turns.match(/\d+/) || [])[0];
    if (due && now() > due && !turned) {
      turned = true;
      setTimeout(() => turn().catch(() => { turned = false; }), spread(3000));
    }
    const count = part.querySelector("[data-until]");
    if (!count) return;
    const left = Math.max(0, Math.floor(count.dataset.until - now()));
    const days = Math.floor(left / 86400), hours = Math.floor(left / 3600) % 24, minutes = Math.floor(left / 60) % 60;
    const words = [[days, "Tag", "Tage"], [hours, "Stunde", "Stunden"], [minutes, "Minute", "Minuten"],
      [left % 60, "Sekunde", "Sekunden"]];
    const told = words.slice(Math.max(0, words.findIndex(([many]) => many))).slice(0, 2).filter(([many]) => many).map(([many, one, more]) => `${many} ${many === 1 ? one : more}`);
    count.textContent = told.length ? `Noch ${told.join(", ")} bis zum Einlass` : "Gleich öffnen die Türen";
    count.hidden = false;
  }

  // While the evening runs: the cheap answer first, the page only when the stage has moved on.
  async function look() {
    if (part.hasAttribute("data-live") && !document.hidden) {
      try {
        const answer = await fetch(`/live/abend/${part.dataset.event}/stand?gesicht=telefon`);
        const told = answer.ok ? await answer.json() : {};
        if (version !== undefined && told.v !== version && told.showing === "result") await turn();
        version = told.v;
      } catch { /* no net: the next time */ }
    }
    setTimeout(look, spread(20000));
  }

  const video = document.querySelector("[data-stream]");
  const tell = (name) => { const text = document.querySelector(`[data-${name}]`); if (text) text.hidden = false; };
  if (video && !video.canPlayType("application/vnd.apple.mpegurl")) { video.hidden = true; tell("cannot"); }
  else if (video) {
    video.addEventListener("error", () => tell("gone"), true);
    video.addEventListener("playing", () => { document.querySelector("[data-gone]").hidden = true; });
  }

  tick();
  setInterval(tick, 1000);
  setTimeout(look, spread(5000));
})();
