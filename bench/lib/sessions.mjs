/** Sessions with the spread of a real organisation's, the same for the same number. */

const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 1000;

/** A number from 0 to 1, exclusive, that depends on the seed alone (mulberry32). */
function random(seed) {
  let t = (seed + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** A few values take most of the sessions, as busy agents do. */
const skewed = (seed, count) => Math.floor(count * random(seed) ** 2.5);
const phone = (seed) =>
  `+1${String(2_000_000_000 + Math.floor(random(seed) * 7_999_999_999)).slice(0, 10)}`;

const KINDS = [
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

export function makeSession(number) {
  const seed = Math.imul(number, 7919);
  const agent = skewed(seed, 60);
  const prompt = skewed(seed + 1, 25);
  const [service, type] = KINDS[Math.floor(random(seed + 2) * KINDS.length)];
  const version = 1 + skewed(seed + 3, 9);
  return {
    timestamp: new Date(FIRST_DAY + random(seed + 4) * DAYS * 86_400_000).toISOString(),
    session_id: String(1_000_000_000 + number),
    conversation_id: `c-${number.toString(36)}-${Math.floor(random(seed + 5) * 1e9).toString(36)}`,
    channel_manager_service: service,
    channel_manager_type: type,
    channel_manager_sid: `CA${Math.floor(random(seed + 6) * 1e15).toString(16)}`,
    agent_id: String(100 + agent),
    agent_name: `${TOPICS[agent % TOPICS.length]} agent ${agent}`,
    agent_type: agent % 3 ? "ca_v1" : "ca_v2",
    agent_timezone: "America/New_York",
    prompt_id: String(500 + prompt),
    prompt_name: `${TOPICS[prompt % TOPICS.length]} prompt ${prompt}`,
    prompt_version: String(version),
    prompt_version_number: version,
    source: phone(skewed(seed + 7, 200_000)),
    target: phone(1e6 + skewed(seed + 8, 50)),
    duration: Math.round(random(seed + 9) ** 2 * 9000) / 10,
    is_legacy: false,
    is_test: random(seed + 10) < 0.04,
    is_outbound: random(seed + 11) < 0.2,
    user_terminated: random(seed + 12) < 0.5,
  };
}

/** NDJSON of the sessions from one number to another, in chunks. */
export function* sessionLines(from, to, perChunk = 500) {
  for (let start = from; start < to; start += perChunk) {
    let chunk = "";
    for (let number = start; number < Math.min(to, start + perChunk); number++) {
      chunk += `${JSON.stringify(makeSession(number))}\n`;
    }
    yield chunk;
  }
}
