/** Faults injected into synthesised calls are found in their recordings, and none in the originals. */
import { analyseBytes, measureRecording } from "./lib/analysed.mjs";
import { encodeCall, FORMAT_NAMES, missingEncoder } from "./lib/encoded-calls.mjs";
import { differences, FAULT_NAMES, faultCase } from "./lib/fault-cases.mjs";
import { report } from "./lib/load.mjs";
import { missingSpeech } from "./lib/synthetic-calls.mjs";

const FIRST_SEED = 7001;
const CALLS = 12;
const NOISES = [
  { kind: "pink", dbfs: -60 },
  { kind: "white", dbfs: -55 },
  { kind: "pink", dbfs: -50 },
  { kind: "hum", dbfs: -45 },
];
const CROSSTALK_DB = [undefined, -30, -40];

const missing = missingSpeech() ?? missingEncoder();
if (missing) console.log(`Skipped: ${missing}`);
else await measureFaults();

async function measureFaults() {
  const right = new Map(FAULT_NAMES.map((fault) => [fault, 0]));
  for (let index = 0; index < CALLS; index++) {
    for (const fault of FAULT_NAMES) {
      if (await isFound(fault, index)) right.set(fault, right.get(fault) + 1);
    }
  }
  for (const [fault, count] of right) {
    report(`${fault}: calls of ${CALLS} with exactly the expected findings`, count, { min: CALLS });
  }
}

/** Each call has another format, noise and cross-talk. */
async function isFound(fault, index) {
  const seed = FIRST_SEED + index;
  const options = {
    noise: NOISES[index % NOISES.length],
    crosstalkDb: CROSSTALK_DB[index % CROSSTALK_DB.length],
  };
  const format = FORMAT_NAMES[index % FORMAT_NAMES.length];
  const encode = (call) => encodeCall(call, format);
  const { bytes, session, expected } = faultCase(fault, seed, options, encode);
  const { audio } = await analyseBytes(bytes);
  const wrong = differences(measureRecording(audio, session), expected);
  if (wrong.length > 0) console.log(`  ${fault}, call ${seed} as ${format}: ${wrong.join("; ")}`);
  return wrong.length === 0;
}
