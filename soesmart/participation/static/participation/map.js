// Maps: a click into the outline fills in the coordinates, and a button opens the large map (Leaflet, 45 KB, fetched
// only then). Without this file the outline is an image button, and coordinates can be typed.
(() => {
  const SHAPE = { weight: 2, fillOpacity: 0.12 };

  function edges(ring) {
    const xs = ring.map((point) => point[0]), ys = ring.map((point) => point[1]);
    return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
  }

  // As in participation/geography.py.
  function projection(box, ring) {
    const { west, east, south, north } = edges(ring), margin = 10;
    const across = (Number(box.dataset.width) - 2 * margin) / (east - west);
    const down = across / Math.cos(((south + north) / 2) * Math.PI / 180);
    return {
      place: (x, y) => [north - (y - margin) / down, west + (x - margin) / across],
      spot: (lat, lon) => [margin + (lon - west) * across, margin + (north - lat) * down],
    };
  }

  // Leaflet reads a text as HTML: what people wrote goes in as text only.
  function words(text) {
    const span = document.createElement("span");
    span.textContent = text;
    return span;
  }

  const number = (text) => Number(text.replace(",", "."));
  const german = (value) => value.toFixed(5).replace(".", ",");

  function picker(box, ring) {
    const face = box.querySelector(".picker__face"), image = face.querySelector("input");
    const fields = ["idee_lat", "idee_lon"].map((id) => document.getElementById(id));
    const { place, spot } = projection(box, ring);
    const mark = document.createElement("span");
    mark.className = "picker__mark";
    mark.hidden = true;
    face.append(mark);
    image.src = image.src.split("?")[0]; // the mark is ours from now on

    function draw() {
      const [lat, lon] = fields.map((field) => number(field.value || "x"));
      mark.hidden = Number.isNaN(lat + lon);
      const [x, y] = spot(lat, lon);
      mark.style.left = `${x}px`;
      mark.style.top = `${y}px`;
    }

    function choose([lat, lon]) {
      fields[0].value = german(lat);
      fields[1].value = german(lon);
      for (const field of fields) field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    image.addEventListener("click", (event) => {
      if (event.detail === 0) return; // the enter key in another field: send the form
      event.preventDefault();
      choose(place(event.offsetX, event.offsetY));
    });
    for (const field of fields) field.addEventListener("input", draw);
    draw();
    return { choose, fields };
  }

  function load(box) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = box.dataset.leafletStyle;
    document.head.prepend(style); // before our own rules, which may overrule it
    const script = document.createElement("script");
    script.src = box.dataset.leaflet;
    const ready = new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = reject;
    });
    document.head.append(script);
    return ready;
  }

  function large(box, ring) {
    const face = document.createElement("div");
    face.className = "map--large";
    face.setAttribute("role", "region");
    face.setAttribute("aria-label", box.dataset.label);
    (box.querySelector(".picker__face") ?? box.firstElementChild).replaceWith(face);
    const map = L.map(face, { zoomControl: false, attributionControl: false, minZoom: 9, maxZoom: 19 });
    L.control.zoom({ zoomInTitle: "Näher heran", zoomOutTitle: "Weiter weg" }).addTo(map);
    const { tiles, credit } = box.dataset;
    if (tiles) L.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
    if (credit) L.control.attribution({ prefix: false }).addAttribution(words(credit).innerHTML).addTo(map);
    const colour = getComputedStyle(box).getPropertyValue("--primary") || "#2d5a4c";
    const border = L.polygon(ring.map(([x, y]) => [y, x]), { ...SHAPE, color: colour, interactive: false }).addTo(map);
    map.fitBounds(border.getBounds());
    return map;
  }

  function pick(box, ring, { choose, fields }) {
    const map = large(box, ring);
    const colour = getComputedStyle(box).getPropertyValue("--accent");
    const mark = L.circleMarker([0, 0], { radius: 9, weight: 3, color: colour, fillOpacity: 0.6, interactive: false });
    const draw = () => {
      const [lat, lon] = fields.map((field) => number(field.value || "x"));
      if (Number.isNaN(lat + lon)) mark.remove();
      else mark.setLatLng([lat, lon]).addTo(map);
    };
    map.on("click", (event) => choose([event.latlng.lat, event.latlng.lng]));
    for (const field of fields) field.addEventListener("input", draw);
    draw();
  }

  function show(box, ring) {
    const map = large(box, ring);
    for (const row of document.querySelectorAll(".places__list > li")) {
      const link = row.querySelector("a"), label = row.querySelector(".places__number").textContent;
      const icon = L.divIcon({ html: words(label), iconSize: [28, 28] });
      const mark = L.marker([number(row.dataset.lat), number(row.dataset.lon)], { icon, keyboard: false });
      mark.bindTooltip(words(link.textContent)).addTo(map);
      mark.on("click", () => link.click());
      const point = (on) => mark.getElement().classList.toggle("is-pointed", on);
      row.addEventListener("mouseenter", () => point(true));
      row.addEventListener("mouseleave", () => point(false));
    }
  }

  for (const box of document.querySelectorAll("[data-map]")) {
    const ring = JSON.parse(box.dataset.ring);
    const chosen = box.dataset.map === "pick" ? picker(box, ring) : null;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kern-btn kern-btn--tertiary map__more";
    button.append(words("Große Karte öffnen"));
    button.firstChild.className = "kern-label";
    if (chosen) box.append(button);
    else box.after(button);
    button.addEventListener("click", async () => {
      button.disabled = true;
      await load(box);
      button.remove();
      if (chosen) pick(box, ring, chosen);
      else show(box, ring);
    });
  }
})();
