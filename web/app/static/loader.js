// Starts the application. A file of its own: the policy of the site allows no inline script.
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

const words = {
  fr: ["Un instant…", "L'application n'est pas arrivée. Vérifiez le réseau, puis touchez ici.", "Ce navigateur est trop ancien. Ouvrez cette page avec un autre."],
  en: ["One moment…", "The application did not arrive. Check the network, then tap here.", "This browser is too old. Open this page with another one."],
}[root.lang === "en" ? "en" : "fr"];
const boot = document.getElementById("boot");
boot.textContent = words[0];

const fail = (line, retry) => {
  boot.textContent = "";
  const way = document.createElement(retry ? "button" : "span");
  way.textContent = line;
  if (retry) {
    way.className = "button button--wide";
    way.addEventListener("click", () => location.reload());
  }
  boot.append(way);
  root.dataset.failed = "";
};

if (typeof WebAssembly !== "object" || !("dialog" in window || "HTMLDialogElement" in window)) {
  fail(words[2], false);
} else {
  try {
    const app = await import(meta("app"));
    await app.default({ module_or_path: meta("wasm") });
    await app.begin();
  } catch (error) {
    console.error(error);
    fail(words[1], true);
  }
}

// After the application, so that it never waits: everything once more, for the day without network.
if ("serviceWorker" in navigator) {
  const address = "/sw.js";
  const policy = window.trustedTypes?.createPolicy("sw", { createScriptURL: () => address });
  navigator.serviceWorker
    .register(policy ? policy.createScriptURL(address) : address, { scope: "/", updateViaCache: "none" })
    .catch((error) => console.warn(error));
}
