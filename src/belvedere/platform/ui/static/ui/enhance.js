// Enhancements only: every page works without this file.

/** Say under a text field how many characters are left. */
function countCharacters(field) {
  const counter = document.createElement("p");
  counter.className = "field-counter";
  counter.setAttribute("aria-live", "off");
  const show = () => {
    counter.textContent = field.dataset.counter.replace("{left}", field.maxLength - field.value.length);
  };
  field.addEventListener("input", show);
  field.after(counter);
  show();
}

/** Offer to copy the public link of the page. */
function copyLink(box) {
  const button = box.querySelector("button");
  const field = box.querySelector("input");
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
    button.setAttribute("role", "status");
  });
}

/** Forget a second press on a button that sends: the first one is on its way. */
function sendOnce(form) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
    setTimeout(() => { isSent = false; }, 5000);
  });
}

/** Keyboard in the workspace: ? lists the shortcuts, / goes to the search, 1 to 9 to the desks. */
function shortcuts(list) {
  const desks = [...document.querySelectorAll(".workspace-nav li a")];
  const choice = list.querySelector("input");
  choice.checked = localStorage.getItem("shortcuts") !== "off";
  choice.addEventListener("change", () => localStorage.setItem("shortcuts", choice.checked ? "on" : "off"));
  addEventListener("keydown", (event) => {
    if (!choice.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "?") list.open = !list.open;
    else if (event.key === "/") {
      const field = document.querySelector('[data-shortcut="/"]');
      if (field) { event.preventDefault(); field.focus(); }
    } else if (/^[1-9]$/.test(event.key)) desks[event.key - 1]?.click();
  });
}

const each = (selector, enhance) => document.querySelectorAll(selector).forEach(enhance);
each("[data-counter][maxlength]", countCharacters);
each("[data-share]", copyLink);
each('form[method="post"]', sendOnce);
each("[data-shortcuts]", shortcuts);
