/**
 * Generates sessions with a realistic distribution. The same number always returns the same
 * session. There are 10,000 per day, more by day than by night, roughly in order of start time. A few agents,
 * prompts, phone numbers and callers account for most of them.
 */

export const FIRST_DAY = Date.UTC(2024, 0, 1);
export const DAY_MS = 86_400_000;
export const PER_DAY = 10_000;
/** Sessions are stored when they end, so they are not strictly ordered by start time. */
const MAX_DURATION_MS = 600_000;

/** Returns a number in [0, 1) that depends only on the seed (mulberry32). */
function random(seed) {
  let t = (seed + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** Returns small numbers more often, so that a few agents have most of the sessions. */
const skewed = (seed, count) => Math.floor(count * random(seed) ** 2.5);
const phone = (seed) =>
  `+1${String(2_000_000_000 + Math.floor(random(seed) * 7_999_999_999)).slice(0, 10)}`;

/** Channel services and types of agents. */
const CHANNELS = [
  ["twilio", "voice"],
  ["twilio", "voice"],
  ["sip", "voice"],
  ["web", "chat"],
  ["twilio", "sms"],
];
const TOPICS = [
  "Billing",
  "Booking",
  "Claims",
  "Delivery",
  "Reception",
  "Support",
  "Survey",
  "Triage",
];
const AGENTS = 60;
const CALLERS = 400_000;

/** Returns the start time of a session. More sessions start around noon than at night. */
function startTime(number, seed) {
  const day = Math.floor(number / PER_DAY);
  const fraction = (number % PER_DAY) / PER_DAY;
  const timeOfDay = fraction + 0.08 * Math.sin(2 * Math.PI * fraction);
  return FIRST_DAY + (day + timeOfDay) * DAY_MS - random(seed) * MAX_DURATION_MS;
}

export function makeSession(number) {
  const seed = Math.imul(number, 7919);
  const agent = skewed(seed, AGENTS);
  // An agent has one or two prompts, the first of which most sessions use, and one or two numbers.
  const prompt = agent * 2 + (agent % 3 === 0 && random(seed + 1) < 0.2 ? 1 : 0);
  const [service, type] = CHANNELS[agent % CHANNELS.length];
  const version = 1 + skewed(seed + 3, 9);
  const isChat = type === "chat";
  return {
    timestamp: new Date(startTime(number, seed + 4)).toISOString(),
    session_id: String(1_000_000_000 + number),
    conversation_id: `c-${number.toString(36)}-${Math.floor(random(seed + 5) * 1e9).toString(36)}`,
    channel_manager_service: service,
    channel_manager_type: type,
    channel_manager_sid: isChat ? null : `CA${Math.floor(random(seed + 6) * 1e15).toString(16)}`,
    agent_id: String(100 + agent),
    agent_name: `${TOPICS[agent % TOPICS.length]} agent ${agent}`,
    agent_type: agent % 3 ? "ca_v1" : "ca_v2",
    agent_timezone: "America/New_York",
    prompt_id: String(500 + prompt),
    prompt_name: `${TOPICS[agent % TOPICS.length]} prompt ${prompt}`,
    prompt_version: String(version),
    prompt_version_number: version,
    source: isChat ? null : phone(skewed(seed + 7, CALLERS)),
    target: phone(1e6 + agent * 2 + (random(seed + 8) < 0.1 ? 1 : 0)),
    duration: Math.round(random(seed + 9) ** 2 * 9000) / 10,
    is_legacy: false,
    is_test: random(seed + 10) < 0.04,
    is_outbound: agent % 4 === 1 && random(seed + 11) < 0.8,
    user_terminated: random(seed + 12) < 0.5,
  };
}

/** Yields the sessions `from` up to `to` as NDJSON, in chunks. */
export function* sessionLines(from, to, perChunk = 500) {
  for (let start = from; start < to; start += perChunk) {
    let chunk = "";
    for (let number = start; number < Math.min(to, start + perChunk); number++) {
      chunk += `${JSON.stringify(makeSession(number))}\n`;
    }
    yield chunk;
  }
}
