// Reads QR codes from the camera: by the browser itself where it can, else by a reader that is fetched then. No picture
// is stored or sent.
"use strict";
window.doorCamera = (box, onText) => {
  const video = box.querySelector("[data-video]"), start = box.querySelector("[data-start]"), hint = box.querySelector("[data-hint]");
  const canvas = document.createElement("canvas");
  const AGAIN = 4000, PAUSE = 120, WIDTH = 640;
  let last = "", lastAt = 0, isOn = false;

  async function reader() {
    if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async () => (await detector.detect(video))[0]?.rawValue;
    }
    await new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.getElementById("einlass").dataset.reader;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    return async () => {
      canvas.width = WIDTH;
      canvas.height = Math.round(WIDTH * video.videoHeight / video.videoWidth);
      const paper = canvas.getContext("2d", { willReadFrequently: true });
      paper.drawImage(video, 0, 0, canvas.width, canvas.height);
      const picture = paper.getImageData(0, 0, canvas.width, canvas.height);
      return window.jsQR(picture.data, picture.width, picture.height, { inversionAttempts: "dontInvert" })?.data;
    };
  }

  async function look(read) {
    if (!isOn) return;
    try {
      const text = video.videoWidth ? await read() : "";
      // The same ticket stays before the camera for a while: one scan.
      if (text && (text !== last || Date.now() - lastAt > AGAIN)) await onText(text);
      if (text) { last = text; lastAt = Date.now(); }
    } catch { /* a picture between two others */ }
    setTimeout(look, PAUSE, read);
  }

  async function turnOn() {
    start.disabled = true;
    hint.textContent = "Die Kamera wird eingeschaltet …";
    try {
      const read = await reader();
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      video.hidden = false;
      await video.play();
      start.hidden = true;
      isOn = true;
      hint.textContent = "Den QR-Code der Karte vor die Kamera halten.";
      look(read);
    } catch (error) {
      start.disabled = false;
      const refused = error?.name === "NotAllowedError";
      hint.textContent = refused ? "Der Browser darf die Kamera nicht benutzen. Bitte in seinen Einstellungen erlauben, oder den Code tippen." : "Die Kamera ist nicht zu erreichen. Bitte den Code tippen.";
    }
  }

  if (!navigator.mediaDevices?.getUserMedia) return;  // no HTTPS, or no camera: the typed code is there
  box.hidden = false;
  start.addEventListener("click", turnOn);
};
