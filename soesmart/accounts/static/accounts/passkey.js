// Passkeys (WebAuthn): the only thing of an account that needs a script. Forms with data-passkey stay hidden without
// it (by the element around them); beside each of them stands the way by code. Shapes: W3C Web Authentication Level 3, the JSON forms of its options.
(() => {
  "use strict";

  const WORDS = {
    NotAllowedError: "Das wurde abgebrochen oder hat zu lange gedauert. Bitte noch einmal versuchen.",
    InvalidStateError: "Auf diesem Gerät gibt es schon einen Passkey für dieses Konto.",
    NotSupportedError: "Dieses Gerät kann keinen Passkey anlegen. Anmelden mit dem Code per E-Mail geht weiterhin.",
    SecurityError: "Passkeys gehen nur über eine gesicherte Verbindung (https).",
    other: "Das hat nicht geklappt. Bitte noch einmal versuchen oder den Code verwenden.",
  };

  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = (key) => ({ ...key, id: toBytes(key.id) });

  function creation(options) {
    // Found by the device itself and opened by finger, face or PIN: only so it can stand in for the e-mail code.
    const wanted = { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    return {
      ...options,
      challenge: toBytes(options.challenge),
      user: withBytes(options.user),
      excludeCredentials: (options.excludeCredentials || []).map(withBytes),
      authenticatorSelection: wanted,
    };
  }

  const request = (options) => ({
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: (options.allowCredentials || []).map(withBytes),
  });

  function asJson(credential) {
    const { response } = credential;
    const part = { clientDataJSON: toText(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) part[name] = toText(response[name]);
    }
    if (response.getTransports) part.transports = response.getTransports();
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: part,
    };
  }

  async function optionsOf(form) {
    const written = form.querySelector('script[type="application/json"]');
    if (written) return JSON.parse(written.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async function run(form) {
    const options = await optionsOf(form);
    const credential =
      form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: creation(options.creation_options.publicKey) })
        : await navigator.credentials.get({ publicKey: request(options.request_options.publicKey) });
    form.querySelector('input[name="credential"]').value = JSON.stringify(asJson(credential));
    form.submit();
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.closest("[hidden]").hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const alert = form.querySelector("[data-passkey-alert]");
      alert.textContent = "";
      try {
        await run(form);
      } catch (error) {
        alert.textContent = WORDS[error.name] || WORDS.other;
      }
    });
  }
})();
