/** A bare server for the benchmarks: responds to every request with one page of sessions. */
import { createServer } from "node:http";

const session = (number) => ({
  timestamp: new Date(1.77e12 + number * 60_000).toISOString(),
  session_id: `${900_000_000 + number}`,
  conversation_id: `conversation-${number}`,
  channel_manager_service: "twilio",
  channel_manager_type: "voice",
  channel_manager_sid: `CA${number}0123456789abcdef`,
  agent_id: `${number % 7}`,
  agent_name: "Front desk",
  agent_type: "ca_v1",
  agent_timezone: "America/New_York",
  prompt_id: `${number % 5}`,
  prompt_name: "Appointments",
  prompt_version: "3",
  prompt_version_number: 3,
  session_label_id: null,
  source: "+15551234567",
  target: "+15557654321",
  override_timestamp: null,
  duration: 61.5 + number,
  is_legacy: false,
  is_test: false,
  is_outbound: number % 2 === 0,
  user_terminated: true,
  transfer_voicemail_detected: null,
});

const size = Number(process.argv[2]);
const body = Buffer.from(
  JSON.stringify({
    items: Array.from({ length: size }, (_, number) => session(number)),
    page: 0,
    page_size: size,
    total_pages: 1,
    total_count: size,
  }),
);

const server = createServer((_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
