// The screen of a ceremony: keyboard only, and no network once the files are loaded.
// It draws nothing: it shows to a room the computation that the official double typing makes.

const INFO = "belvedere panel number";
const bytesOf = (text) => new TextEncoder().encode(text);
const bytesOfHex = (text) => Uint8Array.from(text.match(/../g).map((pair) => parseInt(pair, 16)));
const hexOf = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** HKDF with SHA-256 (RFC 5869), eight bytes. */
async function eightBytes(salt, secret, info) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, 64);
}

/** A number below the limit, each as likely as the others: what would favour some is read again. */
async function numberBelow(limit, salt, secret) {
  const most = (2n ** 64n / BigInt(limit)) * BigInt(limit);
  for (let turn = 0; ; turn += 1) {
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, turn);
    const word = await eightBytes(salt, secret, new Uint8Array([...bytesOf(INFO), ...count]));
    const number = new DataView(word).getBigUint64(0);
    if (number < most) return Number(number % BigInt(limit));
  }
}

/** The panel that values give: dice as many as digits are read as they fall, anything else goes through HKDF. */
async function panelNumber(kind, values, commitment, size) {
  if (kind === "dice10" && 10 ** values.length === size) return Number(values.join(""));
  const text = [kind, ...values].map((line) => `${line}\n`).join("");
  return numberBelow(size, bytesOfHex(commitment), bytesOf(text));
}

/** The published files, refused when one is not what the commitment says. */
async function loadedFrom(folder, commitment) {
  const texts = {};
  await Promise.all(["commitment.json", "problem.json", "lottery.csv"].map(async (name) => {
    const answer = await fetch(folder + name);
    if (!answer.ok) throw new Error(name);
    texts[name] = await answer.text();
  }));
  const digest = async (text) => hexOf(await crypto.subtle.digest("SHA-256", bytesOf(text)));
  if (await digest(texts["commitment.json"]) !== commitment) throw new Error("commitment.json");
  const promised = JSON.parse(texts["commitment.json"]);
  for (const name of ["problem.json", "lottery.csv"]) {
    if (await digest(texts[name]) !== promised.files[name]) throw new Error(name);
  }
  const panels = texts["lottery.csv"].trim().split(/\r?\n/).slice(1).map((line) => line.split(",")[1].split(" "));
  const people = new Map(JSON.parse(texts["problem.json"]).people.map((one) => [one.id, Object.values(one.values)]));
  return { panels, people, kind: promised.randomness.kind, count: promised.randomness.count };
}

const screen = document.querySelector("[data-screen]");
const part = (name) => screen.querySelector(`[data-part="${name}"]`);
const words = screen.dataset;
const say = (text) => { part("status").textContent = text; };

/** Values as they were typed: faces one by one, or one long value. */
const valuesOf = (text, kind) => {
  const found = text.toLowerCase().replace(/\s/g, "");
  return kind === "dice10" ? [...found] : [found];
};

/** Show the number, then the people one by one, each time that the button is pressed. */
function reveal(number, files) {
  part("typing").hidden = true;
  part("panel").hidden = false;
  part("number").textContent = words.panel.replace("{n}", number).replace("{size}", files.panels.length);
  const waiting = [...files.panels[number]].sort();
  const button = part("next");
  const total = waiting.length;
  button.addEventListener("click", () => {
    const name = waiting.shift();
    const item = document.createElement("li");
    item.className = "screen-person";
    for (const text of [name, ...files.people.get(name)]) {
      const line = document.createElement("span");
      line.textContent = text;
      item.append(line);
    }
    part("people").prepend(item);
    const said = [...files.people.get(name)].join(", ");
    say(words.person.replace("{n}", total - waiting.length).replace("{total}", total).replace("{values}", said));
    if (!waiting.length) { button.hidden = true; part("end").hidden = false; part("end").focus(); }
  });
  button.focus();
}

/** Compare what two people typed, then reveal. */
function listen(files) {
  const [first, second] = screen.querySelectorAll("[data-typed]");
  part("typing").addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = [first, second].map((field) => valuesOf(field.value, files.kind));
    const isWhole = typed.every((values) => values.length === files.count && values.every((value) => (
      files.kind === "dice10" ? /^[0-9]$/ : /^[0-9a-f]{64}$/).test(value)));
    if (!isWhole) { say(words.bad); first.focus(); return; }
    if (typed[0].join(" ") !== typed[1].join(" ")) { say(words.differ); second.focus(); return; }
    const number = await panelNumber(files.kind, typed[0], words.commitment, files.panels.length);
    say(words.panel.replace("{n}", number).replace("{size}", files.panels.length));
    reveal(number, files);
  });
  if (words.values) {
    for (const field of [first, second]) field.value = words.values;
  }
  part("typing").hidden = false;
}

async function begin() {
  part("full").hidden = !document.fullscreenEnabled;
  part("full").addEventListener("click", () => document.documentElement.requestFullscreen());
  if (!crypto.subtle) { say(words.unsafe); return; }
  try {
    const files = await loadedFrom(words.folder, words.commitment);
    say(words.ready);
    listen(files);
  } catch (error) {
    say(words.broken.replace("{name}", error.message));
  }
}

begin();
