import { seededBetween } from "./seeded-random.mjs";

/** How long people and machines take, in milliseconds: [minimum, maximum]. */
const PACE = {
  voice: { stt: [110, 260], llm: [240, 560], tts: [90, 210], reaction: [300, 900], end: 400 },
  chat: { llm: [700, 2100], reaction: [2500, 9000], perWord: 900, end: 4000 },
  sms: { llm: [900, 2600], reaction: [14000, 70000], perWord: 1100, end: 4000 },
};
const MS_PER_SPOKEN_WORD = 355;
const LABELS = { stt: "final transcript", llm: "completion", tts: "first audio" };

const wordsOf = (text) => text.split(/\s+/).length;

/**
 * Assigns times to a dialogue, in milliseconds after its start. `speak` returns the audio clip of a
 * turn. Without it, the length of a turn is estimated from its number of words.
 */
export function layOut(session, speak) {
  const pace = PACE[session.channel.type];
  const between = seededBetween(`pace ${session.start}`);
  const plan = { turns: [], actions: [], latency: [], parts: [{ from: 0 }], total: 0 };
  const details = {
    stt: { metadata: [session.lang] },
    llm: { metadata: [`prompt ${session.agent.prompt}`] },
    tts: { metadata: [`voice ${session.voice.split(" ")[0]}`] },
  };
  let now = 0;
  let last = null; // the previous step: "user", "agent" or "tool"

  const measure = (category, ms, label = LABELS[category]) => {
    plan.latency.push({ category, label, ...details[category], from: now, ms: Math.round(ms) });
    now += Math.round(ms);
  };
  const think = () => {
    if (last === "user" && pace.stt) measure("stt", between(...pace.stt));
    if (last) measure("llm", between(...pace.llm));
  };

  const steps = {
    turn(step) {
      if (step.source === "user" && last) {
        const typing = pace.perWord ? wordsOf(step.text) * pace.perWord : 0;
        now += between(...pace.reaction) + typing;
      } else if (step.source === "agent") {
        think();
        if (last && pace.tts) measure("tts", between(...pace.tts));
      }
      const spoken = speak?.(step);
      const estimate = pace.tts ? wordsOf(step.text) * MS_PER_SPOKEN_WORD + 250 : 0;
      plan.turns.push({ ...step, ...spoken, at: now });
      now += spoken?.ms ?? estimate;
      last = step.source;
    },
    tool(step) {
      think();
      plan.actions.push({ ...step, at: now });
      measure("tool", step.ms, step.name);
      last = "tool";
    },
    pause(step) {
      now += step.ms;
    },
    recording() {
      now += 500;
      plan.parts.push({ from: now });
    },
  };
  for (const step of session.steps) steps[step.kind](step);
  plan.total = now + pace.end;
  return plan;
}
