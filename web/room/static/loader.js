// Starts the console, or a place. A file of its own: the policy of the room's server allows no inline script.
const root = document.documentElement;
const meta = (name) => document.querySelector(`meta[name="jalon-${name}"]`).content;

// How the person wants to read, before anything is drawn (written by web/kit/src/prefs.rs).
let kept = {};
try {
  kept = Object.fromEntries((localStorage.getItem("jalon-prefs") ?? "").split(" ").map((word) => word.split(":")));
} catch { /* storage refused: the page begins as for everyone */ }
root.dataset.theme = kept.theme ?? "auto";
root.dataset.size = kept.size ?? "100";
if (kept.contrast) root.dataset.contrast = "more";
if (kept.spacing) root.dataset.spacing = "wide";
root.lang = kept.lang ?? (/^en/i.test(navigator.language) ? "en" : "fr");
const english = root.lang === "en";
const boot = document.getElementById("boot");
boot.textContent = english ? "One moment…" : "Un instant…";

try {
  const room = await import(meta("app"));
  await room.default({ module_or_path: meta("wasm") });
  room.begin();
} catch (error) {
  console.error(error);
  boot.textContent = english
    ? "The page did not arrive. Check the cable, then load this page again."
    : "La page n'est pas arrivée. Vérifiez le câble, puis rechargez la page.";
}
