/** What a program does with a client that `@hey-api/openapi-ts` generated. It is copied next to the client. */
import { client } from "./client.gen";
import {
  generateSessionRecordingUrls,
  sessionCreate,
  sessionGetById,
  sessionLabelCreate,
  sessionRecordingPut,
  sessionRecordingStream,
  sessionsList,
} from "./sdk.gen";

export interface Usage {
  readonly total: number | null | undefined;
  readonly agents: (string | null | undefined)[];
  readonly code: string;
  readonly bytes: number;
  readonly missing: string;
  readonly invalid: string[];
}

export async function useService(baseUrl: string, key: string): Promise<Usage> {
  client.setConfig({ baseUrl, auth: key });
  const throwOnError = true;
  const created = await sessionCreate({
    body: { timestamp: "2026-01-31T09:00:00Z", agent_name: "Front desk", duration: 61.5 },
    throwOnError,
  });
  const session_id = created.data.session_id!;
  const path = { session_id };
  const got = await sessionGetById({ path, throwOnError });
  const list = await sessionsList({
    query: {
      search_fields: ["agent_name", "duration"],
      search_field_values: ["front", "61.5"],
      order_by: "timestamp",
      limit: 5,
    },
    throwOnError,
  });
  const label = await sessionLabelCreate({
    body: {
      session_id: Number(session_id),
      type: "human-rating",
      code: "GOOD",
      user_email: "ana@example.com",
    },
    throwOnError,
  });
  await sessionRecordingPut({
    path: { ...path, name: "call.wav" },
    body: new Blob(["RIFF"]),
    headers: { "Content-Type": "audio/wav" },
    throwOnError,
  });
  const urls = await generateSessionRecordingUrls({ path, throwOnError });
  const token = new URL(urls.data.recordings![0]!).searchParams.get("token")!;
  const recording = await sessionRecordingStream({ query: { token }, throwOnError });
  const missing = await sessionGetById({ path: { session_id: "9" } });
  const invalid = await sessionsList({ query: { start_datetime: "yesterday" } });
  return {
    total: list.data.total_count,
    agents: [got.data.agent_name, ...list.data.items.map(({ agent_name }) => agent_name)],
    code: label.data.code,
    bytes: (recording.data as Blob).size,
    missing: (missing.error as { detail: string }).detail,
    invalid: (invalid.error as { detail: { loc: (string | number)[] }[] }).detail.map(({ loc }) =>
      loc.join("."),
    ),
  };
}
