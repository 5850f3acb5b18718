// A short sound for class I and for nothing else; browsers allow it only after a press.

const button = document.getElementById("sound");
const sayings = document.getElementById("sayings").dataset;
const AGAIN = 20000;
let audio = null;
let heard = 0;
let rangAt = 0;

export function startSound() {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    audio = audio || new AudioContext();
    await (on ? audio.resume() : audio.suspend());
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? sayings.soundOff : sayings.soundOn;
    if (on) ring();
  });
}

export function hear(urgent) {
  const onShift = document.getElementById("presence-on_shift")?.getAttribute("aria-pressed") === "true";
  if (onShift && urgent && (urgent > heard || Date.now() - rangAt >= AGAIN)) ring();
  heard = urgent;
}

function ring() {
  if (button.getAttribute("aria-pressed") !== "true" || !audio) return;
  rangAt = Date.now();
  document.dispatchEvent(new CustomEvent("rang"));
  for (const [late, pitch] of [[0, 660], [0.22, 880]]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime + late;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.18);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.2);
  }
}
