// Keeps the lead's board as it is at the server.

const board = document.getElementById("board");
const connection = document.getElementById("connection");

for (const part of board.querySelectorAll("[data-unscripted]")) part.hidden = true;

function draw(regions) {
  const focused = document.activeElement?.id;
  for (const [name, html] of Object.entries(regions)) {
    const region = board.querySelector(`[data-region="${CSS.escape(name)}"]`);
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    // What is the same stays as it is: a press that has begun there still counts.
    if (region && region.innerHTML.trim() !== fresh.innerHTML.trim()) region.replaceChildren(...fresh.childNodes);
  }
  // Whoever was about to press a button still is.
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

function warn(sentence) {
  connection.textContent = sentence ?? "";
  connection.hidden = !sentence;
}

const stream = new EventSource("/desk/board/live");
stream.addEventListener("open", () => warn());
stream.addEventListener("error", () => warn(board.dataset.lost));
stream.addEventListener("trouble", () => warn(board.dataset.trouble));
stream.addEventListener("signed-out", () => {
  stream.close();
  warn(board.dataset.signedOut);
});
stream.addEventListener("regions", (event) => {
  warn();
  draw(JSON.parse(event.data));
});
