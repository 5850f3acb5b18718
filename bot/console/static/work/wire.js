// The wire to the server: forms and looks by fetch, changes by server-sent events.

const RETRY = 3000;
const page = document.getElementById("work");
let source = null;
let timer = 0;

export async function ask(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" }, cache: "no-store" });
  return { status: response.status, ...(await response.json()) };
}

export async function post(form, submitter) {
  const fields = new URLSearchParams(new FormData(form, submitter));
  fields.delete("csrf");
  const used = document.body.dataset.csrf;
  const answer = await sent(form, fields);
  if (answer.status !== 403) return answer;
  // The page may be older than the session: with a fresh token the form is sent once more.
  return (await freshToken()) && document.body.dataset.csrf !== used ? sent(form, fields) : answer;
}

async function sent(form, fields) {
  const response = await fetch(form.getAttribute("action"), {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRF": document.body.dataset.csrf },
    body: fields,
  });
  return { status: response.status, ...(await response.json()) };
}

export async function freshToken() {
  const answer = await ask("/desk/token");
  if (answer.status !== 200 || String(answer.operator) !== page.dataset.me) return false;
  document.body.dataset.csrf = answer.csrf;
  return true;
}

export function listen(caseId, on) {
  hangUp();
  source = new EventSource(`/desk/live${caseId ? `?case=${encodeURIComponent(caseId)}` : ""}`);
  source.addEventListener("regions", (event) => { on.well(); on.regions(JSON.parse(event.data)); });
  source.addEventListener("trouble", () => on.trouble());
  source.addEventListener("signed-out", () => { hangUp(); comeBack(caseId, on); });
  source.addEventListener("error", () => {
    on.lost();
    if (source.readyState === EventSource.CLOSED) { hangUp(); comeBack(caseId, on); }
  });
}

function hangUp() {
  clearTimeout(timer);
  source?.close();
}

async function comeBack(caseId, on) {
  const retry = () => { timer = setTimeout(() => comeBack(caseId, on), RETRY); };
  clearTimeout(timer);
  timer = 0;
  try {
    if (await freshToken()) listen(caseId, on);
    else { on.signedOut(); retry(); }
  } catch {
    on.lost();
    retry();
  }
}

addEventListener("pagehide", hangUp);
