// Covers the visitor's words when nobody has moved here for a minute, shows them at a press again.

const page = document.getElementById("work");
const cover = document.getElementById("cover");
const button = document.getElementById("uncover");
const covered = () => page.querySelectorAll("[data-covered]");
const afterUncover = [];
let moved = Date.now();
let focused = null;

export const isCovered = () => !cover.hidden;
export const whenUncovered = (act) => afterUncover.push(act);

export function coverNow() {
  if (isCovered()) return;
  const active = document.activeElement;
  focused = active && active.closest("[data-covered]") ? active : null;
  for (const part of covered()) part.hidden = part.inert = true;
  for (const shown of page.querySelectorAll(".code-word-shown")) shown.textContent = "";
  document.getElementById("spoken").replaceChildren();
  cover.hidden = false;
  if (focused || active === document.body) button.focus({ preventScroll: true });
}

// Only a press shows the words: a passer-by who touches the mouse sees nothing.
function uncover() {
  if (!isCovered()) return;
  moved = Date.now();
  for (const part of covered()) part.hidden = part.inert = false;
  cover.hidden = true;
  if (focused && focused.isConnected) focused.focus({ preventScroll: true });
  for (const act of afterUncover) act();
}

function check() {
  if (Date.now() - moved >= Number(page.dataset.coverAfter) * 1000) coverNow();
}

function touched() {
  // Time may have passed while the page slept: first cover, then count the movement.
  check();
  if (!isCovered()) moved = Date.now();
}

export function startCovering() {
  for (const kind of ["keydown", "pointermove", "pointerdown", "wheel", "touchstart"]) {
    document.addEventListener(kind, touched, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", check);
  button.addEventListener("click", uncover);
  setInterval(check, 1000);
  for (const kind of ["copy", "cut", "dragstart", "contextmenu"]) {
    document.addEventListener(kind, (event) => {
      const at = event.target instanceof Element ? event.target : page;
      if (at.closest("[data-covered]") && !at.closest("textarea, input")) event.preventDefault();
    });
  }
}
