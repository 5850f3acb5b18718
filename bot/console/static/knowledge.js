// The editor's table: what is typed becomes a draft by itself, advice and picture follow.

const PAUSE = 1000;
const AGAIN = 4000;
const form = document.getElementById("table");
const state = document.getElementById("state");
const sayings = document.getElementById("editor").dataset;
const csrf = form.elements.csrf;
let typed = 0;
let kept = 0;
let timer = 0;
let isSending = false;
let isLeaving = false;

function typing() {
  typed += 1;
  delete state.dataset.kept;
  later(PAUSE);
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

async function save() {
  // One at a time, so that an older text never overtakes a newer one.
  if (isSending || typed === kept) return;
  const sent = typed;
  isSending = true;
  say(sayings.saving);
  try {
    const answer = await send();
    if (answer.ok) {
      kept = sent;
      say(sayings.saved);
      draw(await answer.json());
      if (typed === sent) state.dataset.kept = "yes";
      else later(PAUSE);
    } else await refuse(answer);
  } catch {
    say(sayings.notSaved, true);
    later(AGAIN);
  } finally {
    isSending = false;
  }
}

async function send(hasFreshToken = false) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("do", "save");
  const answer = await fetch(form.getAttribute("action"), {
    method: "POST", headers: { Accept: "application/json" }, body: fields, cache: "no-store",
  });
  if (answer.status !== 403 || hasFreshToken || !(await freshToken())) return answer;
  return send(true);
}

async function freshToken() {
  // Somebody may have signed in again in another tab: the table is still the same person's.
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.getElementById("table")?.elements.csrf?.value;
  const isSamePerson = page.querySelector(".account .number")?.textContent === document.querySelector(".account .number")?.textContent;
  if (!token || !isSamePerson || token === csrf.value) return false;
  for (const field of document.querySelectorAll("[name=csrf]")) field.value = token;
  return true;
}

async function refuse(answer) {
  if (answer.status === 401) {
    say(sayings.signedOut, true, signInLink());
    return later(AGAIN);
  }
  const { refused } = await answer.json().catch(() => ({}));
  say(refused ?? sayings.notSaved, true);
  if (answer.status >= 500) later(AGAIN);
}

function say(sentence, isWrong = false, ...more) {
  if (state.dataset.says === sentence) return;
  state.dataset.says = sentence;
  state.classList.toggle("is-wrong", isWrong);
  state.replaceChildren(sentence, " ", ...more);
}

function signInLink() {
  const link = document.createElement("a");
  Object.assign(link, { href: "/desk/sign-in", target: "_blank", rel: "noopener", textContent: sayings.signIn });
  return link;
}

function draw(answer) {
  form.elements.made_of.value = answer.made_of;
  document.getElementById("is-draft").hidden = !answer.is_draft;
  for (const list of form.querySelectorAll("[data-said]")) {
    const said = answer.fields[list.dataset.said] ?? [];
    list.replaceChildren(...said.map((each) => advice(each)));
    list.hidden = !said.length;
    const control = document.getElementById(`f-${list.dataset.said}`);
    if (control?.name) mark(control, said.some((each) => !each.is_notice));
  }
  const others = document.getElementById("others");
  others.hidden = !answer.others.length;
  document.getElementById("others-list").replaceChildren(...answer.others.map((each) => advice(each, true)));
  const whole = document.getElementById("words");
  if (whole) mark(whole, answer.others.some((each) => !each.is_notice));
  for (const picture of document.querySelectorAll("iframe[data-language]")) picture.src = pictureOf(picture);
}

function mark(control, isWrong) {
  if (isWrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

function advice(each, hasPlace = false) {
  const item = document.createElement("li");
  item.className = each.is_notice ? "complaint complaint-notice" : "complaint";
  if (hasPlace) {
    const place = document.createElement("span");
    place.className = "complaint-place";
    place.append(each.file === form.elements.file.value ? each.where : link(each));
    item.append(place);
  }
  item.append(each.is_notice ? `${sayings.notice} ${each.advice}` : each.advice);
  return item;
}

function link(each) {
  const made = document.createElement("a");
  Object.assign(made, { href: each.link, textContent: each.where });
  return made;
}

function pictureOf(picture) {
  const asked = new URL(picture.src);
  for (const name of ["screen", "sees", "on"]) {
    const value = form.elements[name]?.value;
    if (value) asked.searchParams.set(name, value);
    else asked.searchParams.delete(name);
  }
  return asked.href;
}

function count(field) {
  const shown = form.querySelector(`[data-count="${CSS.escape(field.name.slice(2))}"]`);
  if (shown) shown.textContent = [...field.value].length;
}

function unfold() {
  // Advice and addresses may lead to what is folded.
  let place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
}

form.addEventListener("input", (event) => {
  const { name } = event.target;
  if (["screen", "sees", "on"].includes(name)) {
    for (const picture of document.querySelectorAll("iframe[data-language]")) picture.src = pictureOf(picture);
  } else if (name.startsWith("f.") || name === "words") {
    count(event.target);
    typing();
  }
});
form.addEventListener("submit", () => { isLeaving = true; clearTimeout(timer); });
addEventListener("pageshow", () => { isLeaving = false; });
addEventListener("hashchange", unfold);
addEventListener("beforeunload", (event) => { if (!isLeaving && typed !== kept) event.preventDefault(); });
for (const part of document.querySelectorAll("[data-unscripted]")) part.hidden = true;
unfold();
document.documentElement.dataset.ready = "yes";
