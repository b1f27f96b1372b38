// A sheet of answers: what is not asked is hidden, a commune of the map ticks its answer. Without this file, conditions
// are said in words and the communes of the map are links to the answers.

for (const form of document.querySelectorAll("form[data-sheet]")) {
  const answers = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)]
    .filter((field) => !field.closest("[data-asked-if][hidden]"))
    .map((field) => field.value);

  /** Conditions are on questions before: read in order, a question hidden hides what follows from it. */
  const ask = () => {
    for (const one of form.querySelectorAll("[data-asked-if]")) {
      one.hidden = !answers(one.dataset.askedIf).includes(one.dataset.choice);
    }
  };

  const show = () => {
    for (const map of form.querySelectorAll("[data-place]")) {
      const chosen = form.querySelector(`[name="${map.dataset.place}"]:checked`);
      for (const link of map.querySelectorAll("a.map-link")) {
        const isChosen = chosen !== null && link.getAttribute("href") === `#${chosen.id}`;
        link.toggleAttribute("aria-current", isChosen);
        if (isChosen) link.setAttribute("aria-current", "true");
        link.querySelector("path").classList.toggle("map-current", isChosen);
      }
    }
  };

  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-place] a.map-link");
    if (!link) return;
    event.preventDefault();
    document.querySelector(link.getAttribute("href")).checked = true;
    form.dispatchEvent(new Event("change"));
  });
  form.addEventListener("change", () => { ask(); show(); });
  ask();
  show();
}
