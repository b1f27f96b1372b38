// Letters move in a list of the workspace, while the focus is inside it; without this file, Tab and Space do the same.

const MOVES = { j: 1, k: -1 };

/** Whether a letter is being typed rather than pressed. */
const isTyping = (target) => target.matches("textarea, select, input:not([type=checkbox])");

for (const list of document.querySelectorAll("[data-keys]")) {
  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    const boxes = [...list.querySelectorAll("input[type=checkbox][name]")];
    const items = boxes.map((box) => box.closest(".item"));
    const place = items.findIndex((item) => item.contains(event.target));
    const key = event.key.toLowerCase();
    if (key in MOVES) {
      const next = boxes[Math.min(boxes.length - 1, Math.max(0, place + MOVES[key]))];
      next?.focus();
    } else if (key === "x" && place >= 0) {
      boxes[place].click();
    } else if (key === "o" && place >= 0) {
      items[place].querySelector("a[href]")?.click();
    } else return;
    event.preventDefault();
  });
}
