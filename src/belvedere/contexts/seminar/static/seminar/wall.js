// The wall is told by a stream that something has changed, then reads it. Whenever the stream is silent (no place left,
// a proxy that keeps everything, a network that comes and goes) the wall asks three times a second instead.

const page = document.querySelector("[data-wall]");
const shown = page.querySelector('[data-part="wall"]');
const ASK_MILLISECONDS = 300;
const SILENCE_MILLISECONDS = 2500; // a stream speaks every second
const LISTEN_AGAIN_MILLISECONDS = 5000;
let etag = "";
let changes = 1; // of which the stream told, and
let read = 0; // of which the wall has read the last
let heardAt = -Infinity;
let isAsking = false;

async function ask() {
  if (isAsking) return;
  isAsking = true;
  const last = changes;
  try {
    const answer = await fetch(page.dataset.state, { cache: "no-store", headers: etag ? { "If-None-Match": etag } : {} });
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") || "";
      shown.innerHTML = await answer.text();
      countDown();
    }
    if (answer.ok || answer.status === 304) read = last;
  } catch { /* the network comes back: the next turn asks again */ }
  isAsking = false;
  if (last < changes) await ask(); // one was told meanwhile
}

async function turn() {
  const isSilent = performance.now() - heardAt > SILENCE_MILLISECONDS;
  page.dataset.mode = isSilent ? "asking" : "listening";
  if (isSilent || read < changes) await ask();
  setTimeout(turn, ASK_MILLISECONDS);
}

function listen() {
  if (!window.EventSource) return;
  const stream = new EventSource(page.dataset.stream);
  const hear = () => { heardAt = performance.now(); };
  stream.addEventListener("alive", hear);
  stream.addEventListener("message", () => { hear(); changes += 1; ask(); });
  stream.addEventListener("error", () => {
    heardAt = -Infinity;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, LISTEN_AGAIN_MILLISECONDS);
  });
}

function countDown() {
  const clock = shown.querySelector("[data-ends]");
  if (!clock || !clock.dataset.ends) return;
  const seconds = Math.max(0, Math.round((new Date(clock.dataset.ends) - Date.now()) / 1000));
  clock.textContent = seconds
    ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
    : page.dataset.over;
}

turn();
listen();
setInterval(countDown, 1000);
