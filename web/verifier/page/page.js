// The page around the verifier: files in, reports out. Everything is on this device; nothing is asked of anybody.
"use strict";
(() => {
  const data = (id) => document.getElementById(id).textContent.trim();
  const bytes = Uint8Array.from(atob(data("module")), (letter) => letter.charCodeAt(0));
  wasm_bindgen.initSync({ module: bytes });
  const now = () => Date.now() / 1000;
  const lang = (navigator.language || "fr").startsWith("fr") ? "fr" : "en";
  const verifier = new wasm_bindgen.Verifier(lang);
  verifier.take(new TextEncoder().encode(data("trust")), now());
  const words = JSON.parse(verifier.words());
  document.documentElement.lang = words.lang;
  document.title = words.title;

  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const add = (parent, ...children) => (children.forEach((child) => parent.append(child)), parent);

  const pairs = (says, report) => {
    const list = make("dl");
    const issuer = report["self-issued"] ? words["the-person"] : says["issuer-name"] || words.stranger;
    const rows = [[words["issued-by"], issuer], [words["issued-on"], says.awarded.slice(0, 10)]];
    if (says.until) rows.push([words.until, says.until.slice(0, 10)]);
    says.results.forEach((result) => rows.push([result.name, result.value]));
    rows.forEach(([name, value]) => add(list, make("dt", name), make("dd", value)));
    return list;
  };

  const shown = (name, report) => {
    const section = make("section", "", report.outcome);
    add(section, make("h2", report.face), make("p", name, "file"));
    if (report.says) {
      add(section, make("h3", report.says.name), make("p", report.says.description), pairs(report.says, report));
    }
    if (!report.checks) return section;
    const checks = make("ul");
    report.checks.forEach((check) => {
      const line = make("li", "", check.state);
      add(line, make("b", check.name), document.createTextNode(` (${words[check.state]}) ${check.title}`));
      checks.append(line);
    });
    const each = add(make("details"), make("summary", words["each-check"]), checks);
    each.open = report.outcome !== "valid";
    return add(section, each, make("h3", words["not-checked"]), make("p", words.live), make("p", words.identity));
  };

  const reports = make("div");
  reports.setAttribute("role", "status");
  const read = async (files) => {
    // What stands beside certificates first, in whatever order it was brought.
    const brought = await Promise.all([...files].map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())]));
    const certificates = brought.filter(([, file]) => verifier.take(file, now()) === "certificate");
    reports.replaceChildren(...certificates.map(([name, file]) => shown(name, JSON.parse(verifier.verify(file, now())))));
    if (!certificates.length) reports.replaceChildren(...brought.map(([name]) => make("p", name, "file")));
  };

  const input = make("input");
  input.type = "file";
  input.multiple = true;
  input.addEventListener("change", () => read(input.files));
  const label = add(make("label", words.drop, "drop"), input);
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    read(event.dataTransfer.files);
  });
  add(document.body.querySelector("main"), make("h1", words.title), make("p", words.intro), label, reports);
  document.body.dataset.ready = "yes";
})();
