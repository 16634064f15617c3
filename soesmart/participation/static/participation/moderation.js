// The queue by keyboard: a key presses the button or link that carries it; the next text comes in place of the page.
// Without this file the same buttons and links work, each with a page of its own.
const root = document.getElementById("moderation");
const keys = document.querySelector(".moderation__keys");
const wanted = document.getElementById("tasten");
let busy = false;

function store(value) {
  try { localStorage.setItem("moderation-tasten", value ? "an" : "aus"); } catch { /* a browser that stores nothing */ }
}

function stored() {
  try { return localStorage.getItem("moderation-tasten") !== "aus"; } catch { return true; }
}

async function show(url, body) {
  if (busy) return;
  busy = true;
  root.setAttribute("aria-busy", "true");
  try {
    const options = { method: body ? "POST" : "GET", body, headers: { "X-Part": "queue" }, redirect: "error" };
    const answer = await fetch(url, options);
    const text = await answer.text();
    if (!text.includes("moderation__notes")) throw new Error("another page");
    root.innerHTML = text;
    const found = root.querySelector("[data-case]");
    if (!body) history.replaceState(null, "", url);
    else history.replaceState(null, "", found ? `${root.dataset.queue}?fall=${found.dataset.case}` : root.dataset.queue);
    if (found) {
      found.focus({ preventScroll: true });
      root.scrollIntoView({ block: "nearest" });
    }
  } catch {
    location.assign(body ? root.dataset.queue : url);  // signed out, or the network was gone: the page says which
  } finally {
    busy = false;
    root.removeAttribute("aria-busy");
  }
}

root.addEventListener("submit", (event) => {
  event.preventDefault();
  const body = new FormData(event.target, event.submitter);
  show(event.target.action, body);
});

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-part]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.href);
});

root.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.matches(".moderation__own")) fill(event.target);
}, true);

root.addEventListener("change", (event) => {
  const own = event.target.closest(".moderation__own");
  if (own && event.target.name === "reason") fill(own);
});

// The usual sentence of the chosen reason, unless somebody has written her own.
function fill(own) {
  const area = own.querySelector("textarea");
  const usual = [...own.querySelectorAll("option")].map((option) => option.dataset.statement);
  if (area.value && !usual.includes(area.value)) return;
  area.value = own.querySelector("select").selectedOptions[0].dataset.statement;
}

const named = { ArrowDown: "j", ArrowUp: "k" };

document.addEventListener("keydown", (event) => {
  if (!wanted.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const key = named[event.key] || event.key;
  const found = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found || busy) return;
  event.preventDefault();
  if (found.matches("textarea")) return found.focus();
  found.click();
  if (found.matches("summary") && found.parentElement.open) found.parentElement.querySelector("select").focus();
});

wanted.checked = stored();
wanted.addEventListener("change", () => store(wanted.checked));
keys.hidden = false;
