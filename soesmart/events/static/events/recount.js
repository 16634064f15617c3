// Counts a round again from its published ballots and compares with what the page says. Everything happens here in the
// browser: no receipt is sent anywhere. Without this script the page explains how to do it by hand.
const box = document.querySelector(".recount");
const form = document.querySelector(".recount-form");
const HASHED = "sha256:";
const numbers = new Intl.NumberFormat("de-DE");

const sha256 = async (text) => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

// A choice as it stands in its line: of a word cloud hashed, so that a hidden word need not be published.
const sealed = async (kind, choice) =>
  kind !== "words" || choice.startsWith(HASHED) ? choice : HASHED + (await sha256(choice));

const digestOf = async (data) => {
  const lines = await Promise.all(
    data.ballots.map(async ([receipt, channel, choice]) => `${receipt} ${channel} ${await sealed(data.kind, choice)}\n`),
  );
  return sha256(lines.sort((one, other) => (one < other ? -1 : 1)).join(""));
};

const zeros = (length) => new Array(length).fill(0);

// The exact counts of the same names as in the published result; what follows from them (a mean, an order) does not.
const COUNTS = {
  chosen: (data, choices) => {
    const counts = zeros(data.options.length);
    for (const choice of choices) for (const number of choice) counts[number - 1] += 1;
    return { counts };
  },
  points: (data, choices) => {
    const sums = zeros(data.options.length);
    for (const choice of choices) choice.forEach((points, place) => (sums[place] += points));
    return { sums };
  },
  ranking: (data, choices) => {
    const firsts = zeros(data.options.length);
    const pairs = firsts.map(() => zeros(data.options.length));
    for (const choice of choices) {
      firsts[choice[0] - 1] += 1;
      choice.forEach((better, place) => {
        for (const worse of choice.slice(place + 1)) pairs[better - 1][worse - 1] += 1;
      });
    }
    return { firsts, pairs, points: pairs.map((row) => row.reduce((sum, times) => sum + times, 0)) };
  },
  amounts: (data, choices, told) => {
    const given = choices.map((choice) => choice[0]);
    const bars = told.bars.map(([low, high]) => [
      low,
      high,
      given.filter((number) => low <= number && number <= high).length,
    ]);
    return { bars, sum: given.reduce((sum, number) => sum + number, 0) };
  },
  words: (data, choices, told) => {
    const times = new Map();
    for (const choice of choices) {
      for (const word of new Set(choice.map((one) => one.toLowerCase()))) times.set(word, (times.get(word) || 0) + 1);
    }
    return { words: told.words.map(([word]) => [word, times.get(word.toLowerCase()) || 0]) };
  },
};
const WAYS = { points: "points", ranking: "ranking", scale: "amounts", estimate: "amounts", words: "words" };

const counted = (data, ballots, told) => {
  const choices = ballots.map((ballot) => ballot[2]).filter((choice) => !choice.startsWith(HASHED)).map(JSON.parse);
  return { ballots: ballots.length, ...COUNTS[WAYS[data.kind] || "chosen"](data, choices, told) };
};

// Names of published counts that the recount does not give.
const differences = (data, part) => {
  const ballots = part === "all" ? data.ballots : data.ballots.filter((ballot) => ballot[1] === part);
  const found = counted(data, ballots, data.result[part]);
  return Object.keys(found).filter((name) => {
    // A ballot with a hidden word is published as its hash only; its other words cannot be counted here.
    if (name === "words" && data.ballots.some((ballot) => ballot[2].startsWith(HASHED))) return false;
    return JSON.stringify(found[name]) !== JSON.stringify(data.result[part][name]);
  });
};

const item = (isRight, text) => {
  const line = document.createElement("li");
  line.classList.toggle("is-wrong", !isRight);
  line.textContent = text;
  return line;
};

let loading;
const load = () =>
  (loading ??= fetch(box.dataset.ballots).then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }));

const report = async (status) => {
  const data = await load();
  const digest = await digestOf(data);
  const list = document.createElement("ul");
  const isSame = digest === box.dataset.digest;
  list.append(
    item(isSame, isSame ? "Die Prüfsumme stimmt mit der veröffentlichten überein." : `Die Prüfsumme ist eine andere: ${digest}`),
  );
  const receipts = new Set(data.ballots.map((ballot) => ballot[0])).size;
  list.append(
    item(receipts === data.ballots.length, `${numbers.format(data.ballots.length)} Stimmen mit ${numbers.format(receipts)} verschiedenen Belegen.`),
  );
  for (const [part, name] of [["all", "Gesamt"], ["hall", "Saal"], ["stream", "Stream"]]) {
    if (!data.result[part]) continue;
    const wrong = differences(data, part);
    list.append(item(!wrong.length, wrong.length ? `${name}: Nachgezählt kommt etwas anderes heraus (${wrong.join(", ")}).` : `${name}: Nachgezählt kommt dasselbe heraus.`));
  }
  status.replaceChildren(list);
};

// The signs of a receipt, as the server reads them: O is 0, I and L are 1.
const tidy = (typed) =>
  typed.toUpperCase().replace(/[^A-Z0-9]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");

const said = (data, choice) => {
  if (choice.startsWith(HASHED)) return "nicht gezeigt";
  const chosen = JSON.parse(choice);
  const label = (number) => data.options.find((option) => option.number === number)?.label ?? number;
  if (["scale", "estimate", "words"].includes(data.kind)) return chosen.map(String).join(", ");
  if (data.kind === "points") {
    return chosen.map((points, place) => [label(place + 1), points]).filter((one) => one[1]).map((one) => one.join(": ")).join(", ");
  }
  if (data.kind === "ranking") return chosen.map((number, place) => `${place + 1}. ${label(number)}`).join(", ");
  return chosen.map(label).join(", ");
};

const look = async (typed, answer) => {
  const receipt = tidy(typed);
  const data = await load();
  const found = data.ballots.find((ballot) => ballot[0] === receipt);
  const where = { hall: " (Saal)", stream: " (Stream)" }[found?.[1]] ?? "";
  const note = document.createElement("p");
  note.className = `notice notice--${found ? "success" : "warning"}`;
  note.textContent = found
    ? `Die Stimme mit dem Beleg ${receipt} ist gezählt: ${said(data, found[2])}${where}.`
    : `In dieser Runde gibt es keine Stimme mit dem Beleg ${receipt}. Jede Runde hat eigene Belege; vielleicht gehört er zu einer anderen.`;
  answer.replaceChildren(note);
};

const failed = (place) => {
  loading = undefined;
  place.textContent = "Die Stimmen ließen sich gerade nicht laden. Bitte später noch einmal versuchen.";
};

// WebCrypto is there on secure addresses only; elsewhere the ways without script remain.
if (box && crypto.subtle) {
  box.hidden = false;
  const [button, status] = [box.querySelector("button"), box.querySelector("[role=status]")];
  button.addEventListener("click", () => {
    status.textContent = "Die Stimmen werden geladen und gezählt …";
    report(status).catch(() => failed(status));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = form.querySelector("[role=status]");
    look(form.elements.receipt.value, answer).catch(() => failed(answer));
  });
}
