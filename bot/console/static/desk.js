// The operator's page: keeps it as it is at the server, and loses nothing that is typed.

import { isCovered, startCovering, whenUncovered } from "./work/cover.js";
import { startKeys } from "./work/keys.js";
import { settle } from "./work/settle.js";
import { hear, startSound } from "./work/sound.js";
import { ask, listen, post } from "./work/wire.js";

const page = document.getElementById("work");
const sayings = document.getElementById("sayings").dataset;
const connection = document.getElementById("connection");
const notices = document.getElementById("notices");
const lines = document.getElementById("lines");
const spoken = document.getElementById("spoken");
const title = document.title;
// Unsent lines by case; in the memory of this page only.
const drafts = new Map();
const sending = new WeakSet();
const field = () => document.getElementById("words");
let here = field()?.dataset.case ?? page.dataset.case;
let heardUpTo = 0;
let opening = 0;

const wire = {
  regions: draw,
  well: () => { connection.hidden = true; },
  lost: () => warn(sayings.lost),
  trouble: () => warn(sayings.trouble),
  signedOut: () => warn(sayings.signedOut, true),
};

function draw(regions) {
  const before = lines.firstElementChild?.id;
  const atEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 80;
  for (const [name, html] of Object.entries(regions)) {
    const region = page.querySelector(`[data-region="${CSS.escape(name)}"]`);
    if (region) settle(region, new DOMParser().parseFromString(html, "text/html").body);
  }
  if (lines.firstElementChild?.id !== before) toEnd();
  else if (atEnd && !lines.querySelector(".offer")) toEnd();
  refresh();
}

function refresh() {
  const { urgent, others } = document.getElementById("alarms").dataset;
  document.title = (Number(others) ? `(${others}) ` : "") + title;
  hear(Number(urgent));
  for (const mark of page.querySelectorAll("[data-unsent]")) {
    mark.hidden = mark.dataset.unsent === here || !drafts.get(mark.dataset.unsent)?.trim();
  }
  for (const part of page.querySelectorAll("[data-unscripted]")) part.hidden = true;
  for (const mark of page.querySelectorAll("[data-once]")) mark.value ||= newMark();
  speak();
  count();
}

function speak() {
  // When the words of a talk are gone, they are gone here too.
  if (!lines.querySelector(".line")) spoken.replaceChildren();
  const fresh = [...lines.querySelectorAll('[data-by="visitor"]')].filter((line) => Number(line.dataset.number) > heardUpTo);
  if (!fresh.length) return;
  heardUpTo = Number(fresh.at(-1).dataset.number);
  const code = page.querySelector(".case-head .code")?.textContent ?? "";
  const isHidden = isCovered() || lines.querySelector(".shielded");
  spoken.replaceChildren(...fresh.map((line) => {
    const said = document.createElement("span");
    said.textContent = isHidden ? sayings.newLine.replace("{code}", code) : line.querySelector(".words").textContent;
    return said;
  }));
}

function settleIn() {
  // What stood here when the talk was opened is read, not announced.
  heardUpTo = Math.max(0, ...[...lines.querySelectorAll("[data-number]")].map((line) => Number(line.dataset.number)));
  spoken.replaceChildren();
  toEnd();
}

function toEnd() {
  // A card is read from its beginning, a talk from its end.
  lines.scrollTop = lines.querySelector(".offer") ? 0 : lines.scrollHeight;
}

function warn(sentence, isSignedOut = false) {
  if (!connection.hidden && connection.dataset.says === sentence) return;
  connection.dataset.says = sentence;
  connection.replaceChildren(paragraph(sentence));
  if (isSignedOut) connection.append(signInLink());
  connection.hidden = false;
}

function signedOut() {
  notice("");
  wire.signedOut();
  // The stream is asked for anew until somebody has signed in, in whatever tab.
  listen(here, wire);
}

function notice(sentence) {
  const said = paragraph(sentence);
  said.className = "notice notice-warn";
  notices.replaceChildren(...(sentence ? [said] : []));
}

function paragraph(sentence) {
  const made = document.createElement("p");
  made.textContent = sentence;
  return made;
}

function signInLink() {
  const link = document.createElement("a");
  Object.assign(link, { href: "/desk/sign-in", target: "_blank", rel: "noopener", className: "button", textContent: sayings.signIn });
  return link;
}

async function open(caseId, { keeps = false } = {}) {
  const mine = ++opening;
  try {
    const answer = await ask(`/desk/work${caseId ? `?case=${encodeURIComponent(caseId)}` : ""}`);
    if (mine !== opening) return;
    if (answer.status === 401) return signedOut();
    if (!answer.regions) return notice(answer.refused);
    show(caseId, answer.regions, keeps);
  } catch {
    wire.lost();
  }
}

function show(caseId, regions, keeps = false) {
  const unsent = here !== caseId && drafts.get(here)?.trim();
  const code = page.querySelector(".case-head .code")?.textContent ?? "";
  here = caseId;
  page.dataset.case = caseId;
  page.classList.toggle("has-case", Boolean(caseId));
  draw(regions);
  settleIn();
  if (field()) field().value = drafts.get(caseId) ?? "";
  count();
  notice(unsent ? sayings.kept.replace("{code}", code) : "");
  if (!keeps) history.pushState({}, "", `/desk/work${caseId ? `?case=${encodeURIComponent(caseId)}` : ""}`);
  listen(caseId, wire);
}

async function submitted(event) {
  const form = event.target.closest("form[data-send], form[data-code-word]");
  if (!form) return;
  event.preventDefault();
  if (sending.has(form)) return;
  sending.add(form);
  const isLine = form.hasAttribute("data-line");
  const from = here;
  const typed = isLine ? field().value : "";
  try {
    const answer = await post(form, event.submitter);
    if (answer.status === 401) return signedOut();
    if (!answer.regions) return notice(answer.refused ?? sayings.oldPage);
    if (form.hasAttribute("data-code-word")) return showCodeWord(form, answer.code_word);
    if (isLine) lineSent(form, from, typed);
    if (answer.case !== from && from === here) show(answer.case, answer.regions);
    else if (from === here) draw(answer.regions);
    if (answer.notice || from === here) notice(answer.notice);
  } catch {
    notice(sayings.notSent);
  } finally {
    sending.delete(form);
  }
}

function lineSent(form, caseId, typed) {
  // What was typed meanwhile is the next line and stays.
  if (drafts.get(caseId) === typed) drafts.delete(caseId);
  if (here === caseId && field()?.value === typed) field().value = "";
  for (const mark of form.querySelectorAll("[data-once]")) mark.value = newMark();
}

function showCodeWord(form, word) {
  const shown = form.querySelector("output");
  if (shown && !isCovered()) shown.textContent = word;
}

function newMark() {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
}

function count() {
  const over = [...(field()?.value.trim() ?? "")].length - Number(page.dataset.longest);
  const said = document.getElementById("words-count");
  if (said) said.textContent = over > 0 ? sayings.tooLong.replace("{count}", over) : "";
}

page.addEventListener("input", (event) => {
  if (event.target !== field()) return;
  drafts.set(here, field().value);
  count();
});
page.addEventListener("submit", submitted);
page.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.dataset.open);
});
addEventListener("popstate", () => open(new URL(location.href).searchParams.get("case") ?? "", { keeps: true }));
addEventListener("beforeunload", (event) => {
  if ([...drafts.values()].some((draft) => draft.trim())) event.preventDefault();
});

if (field()?.value) drafts.set(here, field().value);
startCovering();
startKeys();
startSound();
whenUncovered(toEnd);
settleIn();
refresh();
listen(here, wire);
document.documentElement.dataset.ready = "yes";
