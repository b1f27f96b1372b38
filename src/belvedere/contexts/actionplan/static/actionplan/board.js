// The board by keyboard: Alt and an arrow move the card that holds the focus; without this file, its buttons do the same.

const HORIZONS = ["court", "moyen", "long"];
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** Press the button that leads one horizon further or nearer, if the card may go there. */
function move(card, step) {
  const form = card.querySelector("form[data-horizon]");
  const wanted = form && HORIZONS[HORIZONS.indexOf(form.dataset.horizon) + step];
  const button = wanted && form.querySelector(`button[value="${wanted}"]`);
  button?.click();
  return Boolean(button);
}

document.querySelector(".board")?.addEventListener("keydown", (event) => {
  const card = event.target.closest(".board-card");
  if (!card || !event.altKey || event.ctrlKey || event.metaKey || !(event.key in STEPS)) return;
  event.preventDefault();
  move(card, STEPS[event.key]);
});

// Back from a move: the focus is on the card that moved.
if (location.hash) document.getElementById(location.hash.slice(1))?.querySelector("a[href]")?.focus();
