// The visitor's page with a script: nothing is loaded anew, what is new comes by itself, and Exit
// is quicker. It keeps nothing, anywhere. Without it everything works by forms.
"use strict";
{
  const headers = { Accept: "text/x-fragment" };
  const PATIENCE = 20000;
  const AWAY = 60000;
  const { title } = document;
  const by = (id) => document.getElementById(id);
  const all = (part, selector, act) => part.querySelectorAll(selector).forEach(act);
  const data = () => by("page").dataset;
  const talks = () => "talk" in data();
  const toEnd = () => talks() && by("say").scrollIntoView({ block: "end" });
  const isKept = () => data().revision >= 0;
  const filled = (form) => new URLSearchParams(new FormData(form));
  const said = () => by("text").innerText.split(/\n+/);
  const read = (html) => new DOMParser().parseFromString(html, "text/html").getElementById("page");
  // Forms of hers that wait to be sent, in order; in the memory of this page only.
  const waiting = [];
  let busy, gone, broken, stream, reopening, wiping;
  let hiddenAt = 0;
  let escapedAt = -AWAY;

  // Talking to the server

  async function ask(init) {
    const answer = await fetch("/", { headers, signal: AbortSignal.timeout?.(PATIENCE), ...init });
    const leads = answer.headers.get("X-Go");
    if (leads) leave(leads);
    return [await answer.text(), answer.ok];
  }

  const look = () => ask().then(([html, ok]) => ok && show(html, true)).catch(() => false);

  // While a form is under way, choices are ignored: a double tap may reach the screen that follows.
  // Lines and 102 wait for their turn.
  function send(form, name, value) {
    if (busy && name !== "words" && value !== "go.danger") return;
    waiting.push([form.id, name, value]);
    if (!busy) carryOn();
  }

  async function carryOn() {
    busy = true;
    while (waiting.length && await sent(...waiting[0])) waiting.shift();
    busy = false;
    if (gone || !waiting.length) return;
    // Nothing she typed is lost.
    const field = by("words");
    const unsent = waiting.splice(0).map(([, name, value]) => name === "words" ? value : "");
    field.value = [...unsent, field.value].filter(Boolean).join("\n");
    grow();
    if (!by("notice")) tell("no-connection");
  }

  async function sent(id, name, value) {
    // What was lost on its way may have arrived: other words need a mark of their own.
    if (broken && broken !== value && isKept()) await look();
    broken = value;
    try {
      const body = filled(by(id) || by("say"));
      body.delete("words");
      if (name) body.set(name, value);
      const [html, ok] = await ask({ method: "POST", body });
      broken = "";
      return show(html, false, name === "words") && ok;
    } catch {
      return false;
    }
  }

  // Showing what is now

  function show(html, isPushed, isLine) {
    const fresh = read(html);
    if (gone || !fresh) return false;
    const before = said();
    const isAtEnd = by("say")?.getBoundingClientRect().top < innerHeight;
    const had = document.activeElement;
    const { open } = by("limits");
    // Begun anew: what was listened to belongs to what is gone.
    if (fresh.dataset.revision < +data().revision) close();
    prepare(fresh);
    settle(fresh);
    document.documentElement.lang = by("page").lang;
    by("limits").open = open;
    start();
    // Who cannot see is read what is new; after a choice, all of the page that she comes to.
    if (isPushed || isLine) by("live").textContent = said().filter((line) => !before.includes(line)).join("\n");
    if (!isPushed && !(isLine && talks())) {
      by("screen").focus();
      scrollTo(0, 0);
    } else if (document.activeElement !== had) {
      const same = document.querySelector(had.id ? `#${had.id}` : `[value="${had.value}"]`);
      (same || by("screen")).focus({ preventScroll: true });
    }
    if (isAtEnd || !isPushed) toEnd();
    return true;
  }

  // What only scripts can do is shown; what is for those without them goes.
  function prepare(part) {
    all(part, "noscript", (one) => one.remove());
    all(part, "[data-scripted]", (one) => { one.hidden = false; });
  }

  // The field in which she types stays the same one: her words, her place in them, her keyboard.
  function settle(fresh) {
    const page = by("page");
    const say = by("say");
    const other = fresh.querySelector("#say");
    if (!say || !other) return page.replaceWith(fresh);
    all(other, "input", ({ name, value }) => { say.elements[name].value = value; });
    all(other, "label, button", ({ localName, textContent }) => { say.querySelector(localName).textContent = textContent; });
    putAround(say, other);
    putAround(by("screen"), fresh.querySelector("main"));
    for (const { name } of [...page.attributes]) page.removeAttribute(name);
    for (const { name, value } of fresh.attributes) page.setAttribute(name, value);
  }

  function putAround(one, other) {
    const parts = [...other.parentNode.childNodes];
    const place = parts.indexOf(other);
    for (const part of [...one.parentNode.childNodes]) if (part !== one) part.remove();
    one.before(...parts.slice(0, place));
    one.after(...parts.slice(place + 1));
  }

  function tell(id) {
    by("notice")?.remove();
    const notice = by(id).content.firstChild.cloneNode(true);
    notice.id = "notice";
    by("screen").prepend(notice);
    notice.scrollIntoView({ block: "nearest" });
  }

  function grow() {
    const { style } = by("words");
    style.height = "auto";
    style.height = `${by("words").scrollHeight + 2}px`;
  }

  // What comes by itself, and what goes by itself

  function start() {
    const { wipe, exit } = data();
    // What is pushed names no time: the one that was named before goes on.
    if (wipe) {
      clearTimeout(wiping);
      wiping = setTimeout(async () => { if (!await look()) leave(exit); }, (+wipe + 1) * 1000);
    }
    if (!isKept()) close();
    else if (!stream) listen();
  }

  function listen() {
    close();
    if (gone || !isKept()) return;
    stream = new EventSource(`/live?revision=${data().revision}`);
    const hear = (name, act) => stream.addEventListener(name, (event) => act(event.data && JSON.parse(event.data)));
    hear("screen", ({ html }) => { if (read(html).dataset.revision > +data().revision) show(html, true); });
    hear("sign", () => { if (document.hidden) document.title = `• ${title}`; });
    hear("left", ({ go }) => leave(go));
    hear("error", () => {
      stream?.close();
      reopening = setTimeout(() => look().then(listen), 5000 + Math.random() * 5000);
    });
  }

  function close() {
    stream?.close();
    stream = null;
    clearTimeout(reopening);
  }

  // Leaving

  function blank() {
    gone = true;
    close();
    clearTimeout(wiping);
    by("page").remove();
    by("live").remove();
    document.title = title;
  }

  function leave(leads) {
    if (gone) return;
    blank();
    location.replace(leads);
  }

  async function exit() {
    if (gone || !by("exit")) return;
    const leads = data().exit;
    blank();
    // Her page is empty already; the server has two seconds to end what it holds.
    const late = new Promise((done) => { setTimeout(done, 2000); });
    const answer = fetch("/exit", { method: "POST", headers, keepalive: true });
    const told = await Promise.race([answer, late]).catch(() => null);
    location.replace(told?.headers.get("X-Go") || leads);
  }

  // What she does

  const on = addEventListener;

  on("submit", (event) => {
    event.preventDefault();
    const { target: form, submitter } = event;
    if (submitter?.id === "exit") exit();
    else if (form.id !== "say") send(form, submitter?.name, submitter?.value);
    else if (by("words").value.trim()) {
      send(form, "words", by("words").value);
      by("words").value = "";
      grow();
    }
  });

  on("click", ({ target: { id } }) => {
    const next = { "ask-place": "use-place", "keep-place": "ask-place" }[id];
    if (id === "use-place") find();
    if (!next) return;
    for (const part of [by("ask-place"), by("place-question")]) part.hidden = !part.hidden;
    by(next).focus();
  });

  function find() {
    const form = by("place");
    const lost = () => { if (by("no-place")) tell("no-place"); };
    if (!navigator.geolocation) return lost();
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      // Two decimals are a kilometre or so: near enough to find help, not to find her.
      for (const name of ["latitude", "longitude"]) form.elements[name].value = coords[name].toFixed(2);
      if (by("place") === form) send(form);
    }, lost, { timeout: PATIENCE });
  }

  on("input", grow);

  on("keydown", (event) => {
    const { key, target, timeStamp } = event;
    if (event.isComposing || event.repeat) return;
    // Where there are real keys, Enter sends; on a telephone it begins a line.
    if (key === "Enter" && !event.shiftKey && target.id === "words" && matchMedia("(pointer: fine)").matches) {
      event.preventDefault();
      target.form.requestSubmit();
    }
    if (key !== "Escape") return;
    if (timeStamp - escapedAt < 1500) exit();
    escapedAt = timeStamp;
  });

  document.addEventListener("visibilitychange", async () => {
    if (document.hidden) hiddenAt = Date.now();
    else {
      document.title = title;
      // Somebody else may be looking now: what stood here waits until the server has been asked.
      if (gone || !isKept() || Date.now() - hiddenAt < AWAY) return;
      by("screen").hidden = true;
      await look();
      if (!gone) by("screen").hidden = false;
    }
  });

  on("pagehide", close);
  on("pageshow", ({ persisted }) => persisted ? location.reload() : toEnd());

  prepare(by("page"));
  start();
}
