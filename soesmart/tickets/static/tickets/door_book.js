// What the door knows without a net: the public key, and serials and codes of the tickets with their state. No person
// is in it. Scans that the server has not heard of wait here too, and outlive a reload.
"use strict";
window.doorBook = (name) => {
  const SIZE = 85, BODY = 21, HEX = /^[0-9a-f]*$/;
  const read = (part, empty) => {
    try { return JSON.parse(localStorage.getItem(`einlass-${name}-${part}`)) ?? empty; } catch { return empty; }
  };
  const write = (part, value) => {
    try { localStorage.setItem(`einlass-${name}-${part}`, JSON.stringify(value)); } catch { /* private mode, or full */ }
  };
  let known = null, key = null;
  let queue = read("queue", []);
  const here = new Map();  // let in by this device since the list was fetched

  function learn(list) {
    known = { ...list, bySerial: new Map(), byCode: new Map() };
    for (const [serial, code, state] of list.tickets) {
      known.bySerial.set(serial, { serial, code, state });
      known.byCode.set(code, { serial, code, state });
    }
    key = importKey(list.key);
  }

  async function importKey(hex) {
    try {
      return await crypto.subtle.importKey("raw", bytes(hex), { name: "Ed25519" }, false, ["verify"]);
    } catch {
      return null;  // an older browser, or no HTTPS: then only the list decides
    }
  }

  function bytes(hex) {
    if (!HEX.test(hex)) return new Uint8Array();
    return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  }

  function unpack(text) {
    try {
      const raw = Uint8Array.from(atob(text.trim().replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
      if (raw.length !== SIZE || raw[0] !== 1) return null;
      const serial = [...raw.slice(5, BODY)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      return { raw, event: new DataView(raw.buffer).getUint32(1), serial };
    } catch {
      return null;
    }
  }

  async function isOurs(found) {
    const signer = await key;
    if (!signer) return null;
    const purpose = bytes(known.purpose);
    const signed = new Uint8Array(purpose.length + BODY);
    signed.set(purpose);
    signed.set(found.raw.slice(0, BODY), purpose.length);
    return crypto.subtle.verify({ name: "Ed25519" }, signer, found.raw.slice(BODY), signed);
  }

  const say = (tone, title, text, isIn = false) => ({ tone, title, text, isIn });
  const spelled = (code) => `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;

  // The same answers as the server gives, as far as they can be known here.
  async function decide(text) {
    if (!known) return say("look", "Ohne Netz nicht zu prüfen", "Die Liste der Karten fehlt auf diesem Gerät noch.");
    const code = text.replace(/[\s\-‐-―_.]/g, "").toUpperCase();
    if (/^[A-Z0-9]{8}[0-9]{0,3}$/.test(code)) {
      const typed = known.byCode.get(code) ?? (code.length === 8 ? nextOf(code) : undefined);
      return typed ? judge(typed) : say("bad", "Nicht gefunden", "Der Code steht nicht in der Liste dieses Geräts.");
    }
    const found = unpack(text);
    const ours = found && await isOurs(found);
    if (!found || ours === false) return say("bad", "Keine gültige Karte", "Der Code ist nicht von uns oder nicht ganz zu lesen.");
    if (found.event !== known.event) return say("bad", "Andere Veranstaltung", "Die Karte gilt für eine andere Veranstaltung.");
    const ticket = known.bySerial.get(found.serial);
    if (ticket) return judge(ticket);
    if (!ours) return say("look", "Ohne Netz nicht zu prüfen", "Diese Karte steht nicht in der Liste dieses Geräts.");
    return judge({ serial: found.serial, code: "", state: "valid" });
  }

  function nextOf(reference) {
    const all = known.tickets.filter(([, code]) => code.startsWith(reference)).map(([serial]) => known.bySerial.get(serial));
    return all.find((one) => one.state === "valid" && !here.has(one.serial)) ?? all[0];
  }

  function judge(ticket) {
    const name = ticket.code ? `Karte ${spelled(ticket.code)}.` : "";
    if (here.has(ticket.serial) || ticket.state === "used") return say("bad", "Schon eingelassen", name);
    if (ticket.state === "cancelled") return say("bad", "Zurückgegeben", `${name} Sie gilt nicht mehr.`);
    if (ticket.state === "released") return say("look", "Platz weitergegeben", `${name} Ob noch einer frei ist, weiß ohne Netz nur die Kasse.`);
    return { ...say("good", "Herein!", `${name} Ohne Netz geprüft, wird nachgemeldet.`, true), serial: ticket.serial, code: ticket.code };
  }

  return {
    decide,
    size: () => known?.tickets.length ?? 0,
    async fetchList(url) {
      const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(15000) });
      if (!answer.ok) return;
      const list = await answer.json();
      write("list", list);
      learn(list);
      for (const [serial] of here) if (known.bySerial.get(serial)?.state === "used") here.delete(serial);
    },
    start() { const list = read("list", null); if (list) learn(list); },
    letIn(serial, nonce) { here.set(serial, nonce); },
    letOut(nonce) { for (const [serial, one] of here) if (one === nonce) here.delete(serial); },
    waiting: () => queue.slice(),
    keep(scan) { queue.push(scan); write("queue", queue); },
    done(sent) { queue = queue.filter((one) => !sent.includes(one)); write("queue", queue); },
  };
};
