// What @bdelab/jscat costs on the same bank: node jscat.mjs FOLDER. One line: what, limit, measured, unit.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import jscat from "@bdelab/jscat";

const bank = readFileSync(join(process.argv[2], "bank.csv"), "utf8")
  .trim()
  .split("\n")
  .map((row, id) => {
    const [a, b] = row.split(",").map(Number);
    return { id, a, b, c: 0, d: 1 };
  });

let state = 1;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
};

function whole(person) {
  const cat = new jscat.Cat({ method: "eap", itemSelect: "MFI", theta: 0, minTheta: -4, maxTheta: 4, randomSeed: "1" });
  let left = bank;
  for (let given = 0; given < 30; given += 1) {
    const { nextStimulus, remainingStimuli } = cat.findNextItem(left);
    left = remainingStimuli;
    const p = 1 / (1 + Math.exp(-nextStimulus.a * (person - nextStimulus.b)));
    cat.updateAbilityEstimate(nextStimulus, uniform() < p ? 1 : 0);
  }
  return cat.theta;
}

const times = [];
for (let run = 0; run < 7; run += 1) {
  const begin = process.cpuUsage();
  whole(uniform() * 3 - 1.5);
  const { user, system } = process.cpuUsage(begin);
  times.push((user + system) / 1000);
}
times.sort((x, y) => x - y);
console.log(["@bdelab/jscat 5.2: adaptive test, 30 of 1,000 items, 2PL, EAP", "-", times[3].toFixed(4), "ms"].join("\t"));
