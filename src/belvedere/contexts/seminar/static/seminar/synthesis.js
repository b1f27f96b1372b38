// Dragging a contribution onto a cluster ticks it and sends the form that works without this file.

const form = document.querySelector("[data-synthesis]");
if (form) {
  let dragged = null;
  for (const card of form.querySelectorAll("[data-contribution]")) {
    card.draggable = true;
    card.addEventListener("dragstart", () => { dragged = card; });
  }
  for (const cluster of document.querySelectorAll("[data-cluster]")) {
    cluster.addEventListener("dragover", (event) => { if (dragged) { event.preventDefault(); cluster.classList.add("is-over"); } });
    cluster.addEventListener("dragleave", () => cluster.classList.remove("is-over"));
    cluster.addEventListener("drop", (event) => {
      if (!dragged || !form.elements.groupe) return;
      event.preventDefault();
      dragged.querySelector("input").checked = true;
      form.elements.groupe.value = cluster.dataset.cluster;
      form.submit();
    });
  }
}
