// The wall asks three times a second what has changed, and is answered nothing when nothing has.

const page = document.querySelector("[data-wall]");
const shown = page.querySelector('[data-part="wall"]');
const ASK_MILLISECONDS = 300;
let etag = "";

async function read() {
  try {
    const answer = await fetch(page.dataset.state, { cache: "no-store", headers: etag ? { "If-None-Match": etag } : {} });
    if (answer.status === 200) {
      etag = answer.headers.get("ETag") || "";
      shown.innerHTML = await answer.text();
      countDown();
    }
  } catch { /* the network comes back: the next turn asks again */ }
  setTimeout(read, ASK_MILLISECONDS);
}

function countDown() {
  const clock = shown.querySelector("[data-ends]");
  if (!clock || !clock.dataset.ends) return;
  const seconds = Math.max(0, Math.round((new Date(clock.dataset.ends) - Date.now()) / 1000));
  clock.textContent = seconds
    ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
    : page.dataset.over;
}

read();
setInterval(countDown, 1000);
