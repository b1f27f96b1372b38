// A table on a phone: what is written is kept here first, then sent; the network may come and go. The page works without it.

const page = document.querySelector("[data-table]");
const part = (name) => page.querySelector(`[data-part="${name}"]`);
const words = page.dataset;
const form = page.querySelector("[data-contribute]");
const SEND_SECONDS = 4;
const READ_SECONDS = 5;

/** What this phone keeps for the whole seminar: what was written at one table leaves from the next one too.
    A phone that refuses to keep anything still sends at once. */
const queue = {
  rows: [],
  load() {
    try { this.rows = JSON.parse(localStorage.getItem(words.queue) || "[]"); } catch { this.rows = []; }
  },
  save() {
    try { localStorage.setItem(words.queue, JSON.stringify(this.rows)); } catch { /* kept in memory only */ }
  },
  add(row) { this.load(); this.rows.push(row); this.save(); },
  remove(id) { this.load(); this.rows = this.rows.filter((row) => row.client_id !== id); this.save(); },
};

/** 128 bits at random, as a UUID; randomUUID is missing on an address that is not https. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function showQueue() {
  const list = part("waiting");
  list.hidden = queue.rows.length === 0;
  list.replaceChildren(...queue.rows.map((row) => {
    const item = document.createElement("li");
    item.className = "said is-waiting";
    for (const text of [row.text, row.refused ? words.refused : words.kept]) {
      const line = document.createElement("p");
      line.textContent = text;
      item.append(line);
    }
    return item;
  }));
}

/** Send one contribution; true when the server has it, whether or not it had it already. */
async function send(row) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const name of ["client_id", "number", "text"]) body.set(name, row[name]);
  if (row.is_minority) body.set("is_minority", "on");
  const answer = await fetch(row.action, { method: "POST", body, headers: { Accept: "application/json" } });
  row.refused = answer.status === 409;
  return answer.ok;
}

let isSending = false;
async function flush() {
  if (isSending || !form) return;
  isSending = true;
  queue.load();
  try {
    for (const row of [...queue.rows]) {
      if (!await send(row)) continue;
      queue.remove(row.client_id);
      part("status").textContent = words.sent;
    }
  } catch { /* no network: the next turn tries again */ }
  isSending = false;
  showQueue();
  if (!queue.rows.length) await read();
}

let etag = "";
/** Read what the table has said, unless somebody is about to press one of its buttons. */
async function read() {
  const list = part("said");
  if (!list || list.contains(document.activeElement)) return;
  try {
    const answer = await fetch(words.state, { cache: "no-store", headers: etag ? { "If-None-Match": etag } : {} });
    if (answer.status !== 200) return;
    etag = answer.headers.get("ETag") || "";
    list.innerHTML = await answer.text();
  } catch { /* the same */ }
}

/** Minutes and seconds left before the end of the round. */
function countDown() {
  const clock = page.querySelector("[data-ends]");
  if (!clock || !clock.dataset.ends) return;
  const seconds = Math.max(0, Math.round((new Date(clock.dataset.ends) - Date.now()) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  part("left").textContent = seconds ? words.left.replace("{time}", time) : words.over;
}

if (form) {
  form.addEventListener("submit", (event) => {
    const text = form.elements.text.value.trim();
    if (!text) return; // the server says what is missing
    event.preventDefault();
    part("status").textContent = ""; // what it said was of the one before
    queue.add({ action: form.action, client_id: newId(), number: form.elements.number.value, text, is_minority: form.elements.is_minority.checked });
    form.elements.text.value = "";
    form.elements.is_minority.checked = false;
    form.elements.text.dispatchEvent(new Event("input"));
    showQueue();
    flush();
  });
  queue.load();
  showQueue();
  flush();
  setInterval(() => { if (queue.rows.length) flush(); }, SEND_SECONDS * 1000);
  addEventListener("online", flush);
}
setInterval(read, READ_SECONDS * 1000 + Math.random() * 1000);
setInterval(countDown, 1000);
countDown();
