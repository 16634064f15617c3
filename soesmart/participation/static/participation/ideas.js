// Shows similar ideas while the title and the text are typed. Without this file they come after the first send.
(() => {
  const box = document.querySelector("#aehnliche[data-address]");
  const fields = ["idee_title", "idee_what"].map((id) => document.getElementById(id)).filter(Boolean);
  if (!box || !fields.length) return;
  let timer, asked = "", running;

  async function ask() {
    const text = fields.map((field) => field.value.trim()).join(" ").slice(0, 400);
    if (text === asked) return;
    asked = text;
    if (running) running.abort();
    if (text.trim().length < 8) return box.replaceChildren();
    running = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.address}?q=${encodeURIComponent(text)}`, { signal: running.signal });
      if (answer.ok) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError" && error.name !== "TypeError") throw error; // away from the net: no hints
    }
  }

  function show(fragment) {
    const found = new DOMParser().parseFromString(fragment, "text/html").body;
    // Said again only when it differs, or a screen reader would repeat it with every word.
    if (found.textContent.trim() !== box.textContent.trim()) box.replaceChildren(...found.childNodes);
  }

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 500);
    });
  }
})();
