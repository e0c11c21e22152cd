// Times the work of the example `speed` in Node.js: node time.mjs MODULE, the module being that which wasm-bindgen wrote for Node.js.
// One line for each measure: what, limit, measured, unit.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const { Work } = createRequire(import.meta.url)(resolve(process.argv[2]));
const work = new Work();

// Milliseconds of processor that this process has used: what others do beside it does not count.
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function median(runs, run) {
  for (let i = 0; i < Math.min(runs, 20); i += 1) run(i);
  const times = [];
  for (let i = 0; i < runs; i += 1) {
    const begin = spent();
    run(i);
    times.push(spent() - begin);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}

const line = (what, limit, measured, unit) => console.log([what, limit, measured.toFixed(4), unit].join("\t"));

line("wasm: adaptive test, 30 of 1,000 items, 2PL, MFI + EAP", "<= 0.80", median(400, (i) => work.whole(false, i)), "ms");
line("wasm: adaptive test, 30 of 1,000 items, 3PL, MFI + EAP", "-", median(400, (i) => work.whole(true, i)), "ms");
line("wasm: next item of 10,000, exact blueprint and exposure", "<= 1.0", median(200, (i) => work.next(i)), "ms");
const forms = Array.from({ length: work.states() }, (_, state) => median(5, () => work.form(state))).sort((a, b) => a - b);
line("wasm: shadow test of 300 items, median step", "<= 120", forms[Math.floor(forms.length / 2)], "ms");
line("wasm: shadow test of 300 items, slowest step", "<= 120", forms[forms.length - 1], "ms");
line("wasm: next item of 300 by expected posterior variance", "-", median(200, () => work.variance()), "ms");
