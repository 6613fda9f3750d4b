// Deciding with the keyboard: keys press what carries them, a correction that was begun outlives a reload.
const ON = "keys";

const keys = document.querySelector("[data-keys]");
if (keys) {
  const box = keys.querySelector("[data-keys-on]");
  const show = (on) => document.documentElement.classList.toggle("with-keys", on);
  keys.hidden = false;
  box.checked = localStorage.getItem(ON) !== "off";
  box.addEventListener("change", () => {
    localStorage.setItem(ON, box.checked ? "on" : "off");
    show(box.checked);
  });
  show(box.checked);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return leave(event.target);
    if (!box.checked || event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const pressed = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!pressed || event.repeat) return;
    event.preventDefault();
    pressed.click();
  });
}

// The form to correct is closed, and what was typed stays in it.
function leave(from) {
  const around = from.closest("details.correct");
  if (!around) return;
  around.open = false;
  around.querySelector("summary").focus();
}

for (const details of document.querySelectorAll("details.correct")) {
  details.addEventListener("toggle", () => details.open && details.querySelector("input[type=text]").focus());
}

// Drafts: kept for this window until the position is decided about.
const draft = (path) => `draft:${path}`;
for (const done of document.querySelectorAll("[data-decided]")) sessionStorage.removeItem(draft(done.dataset.decided));

for (const form of document.querySelectorAll("form[data-draft]")) {
  const name = draft(form.dataset.draft);
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const kept = JSON.parse(sessionStorage.getItem(name) ?? "null");
  if (kept) {
    for (const field of fields) field.value = kept[field.name] ?? field.value;
    form.closest("details")?.setAttribute("open", "");
  }
  form.addEventListener("input", () => {
    sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))));
  });
}

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Focus stays where one was: at the place that the address names.
const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (place && !place.querySelector("details[open] input")) {
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
