// Keys for everything that is done often; by place on the keyboard, so that they work in every layout.

import { coverNow, isCovered } from "./cover.js";

const G_WAITS = 2000;
const dialog = document.getElementById("keys");
let gPressed = 0;

const press = (id) => document.getElementById(id)?.click();
const DOES = {
  KeyN: () => press("next"),
  KeyB: () => press("begin"),
  KeyC: coverNow,
  KeyI: () => document.getElementById("words")?.focus(),
  KeyJ: () => neighbour(1),
  KeyK: () => neighbour(-1),
  KeyG: () => { gPressed = Date.now(); },
};

export function startKeys() {
  const show = document.getElementById("show-keys");
  show.hidden = false;
  show.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", pressed);
}

function pressed(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || dialog.open) return;
  if (isTyping(event.target)) return typed(event);
  if (isCovered() || event.repeat) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (digit && (event.altKey || Date.now() - gPressed < G_WAITS)) {
    event.preventDefault();
    gPressed = 0;
    document.querySelector(`[data-key="${digit[1]}"]`)?.click();
  } else if (!event.altKey && (event.key === "?" || (event.shiftKey && event.code === "Slash"))) {
    event.preventDefault();
    dialog.showModal();
  } else if (!event.altKey && !event.shiftKey && DOES[event.code]) {
    event.preventDefault();
    DOES[event.code]();
  }
}

function typed(event) {
  if (event.key === "Escape") event.target.blur();
  if (event.key === "Enter" && !event.shiftKey && !event.altKey && event.target.id === "words") {
    event.preventDefault();
    if (!event.repeat && !event.target.readOnly) event.target.form.requestSubmit();
  }
}

function isTyping(target) {
  return target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])") ?? false;
}

function neighbour(step) {
  const links = [...document.querySelectorAll("#mine [data-open]")];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  (links[here + step] ?? links[step > 0 ? 0 : links.length - 1])?.click();
}
