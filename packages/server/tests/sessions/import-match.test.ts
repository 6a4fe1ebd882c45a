/** Imports that match sessions by the ids of the carrier. */
import { newOrganisation } from "syllable-test-support/organisation";
import { sdkFor } from "syllable-test-support/sdk";
import { AT, importResultsIn, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { expect, test } from "vitest";

const service = withService();

const importMatching = (match: string, lines: object[], key: string) =>
  service.call(`/api/v1/sessions/import?match=${match}`, {
    method: "POST",
    headers: { "syllable-api-key": key },
    body: lines.map((line) => JSON.stringify({ timestamp: AT, ...line })).join("\n"),
  });
const resultsOf = async (...parameters: Parameters<typeof importMatching>) =>
  importResultsIn(await (await importMatching(...parameters)).text());

test.each(["channel_manager_sid", "conversation_id"])("an import matches by %s", async (match) => {
  const key = await newOrganisation(service);
  await putSession(service, "7", { [match]: "CA7" }, key);
  const lines = [{ [match]: "CA7" }, { [match]: "CA8" }, { [match]: "CA8", source: "+1" }];
  const [first, second, third] = await resultsOf(match, lines, key);
  expect(first).toEqual({ line: 1, status: "replaced", session_id: "7" });
  expect(second).toMatchObject({ line: 2, status: "created" });
  expect(third).toEqual({ ...second, line: 3, status: "replaced" });
  const again = await resultsOf(match, lines, key);
  expect(again.map(({ status, session_id }) => `${status} ${session_id}`)).toEqual(
    [first, second, second].map((result) => `replaced ${result!.session_id}`),
  );
});

test("a line that cannot be matched is rejected with the reason", async () => {
  const key = await newOrganisation(service);
  for (const id of ["1", "2"]) await putSession(service, id, { channel_manager_sid: "S" }, key);
  await putSession(service, "3", { channel_manager_sid: "T" }, key);
  const lines = [
    { channel_manager_sid: "S" },
    {},
    { channel_manager_sid: "" },
    { channel_manager_sid: "T", session_id: "4" },
    { channel_manager_sid: "S", session_id: "2" },
    { session_id: "5" },
  ];
  const results = await resultsOf("channel_manager_sid", lines, key);
  expect(results.map(({ status, detail }) => detail ?? status)).toEqual([
    "channel_manager_sid belongs to several sessions, such as 1 and 2; add the session_id of one of them",
    expect.stringMatching(/^channel_manager_sid is required by an import that matches/),
    expect.stringMatching(/^channel_manager_sid is required/),
    "channel_manager_sid belongs to session 3, not to session_id; use that id, or omit session_id",
    "replaced",
    "created",
  ]);
});

test("only two properties can be matched", async () => {
  const key = await newOrganisation(service);
  const response = await importMatching("source", [], key);
  expect(response.status).toBe(422);
  expect(await response.text()).toContain("channel_manager_sid, conversation_id");
});

test("concurrent imports create each session once", async () => {
  const key = await newOrganisation(service);
  const lines = Array.from({ length: 500 }, (_, index) => ({ conversation_id: `c${index}` }));
  const all = await Promise.all(
    Array.from({ length: 4 }, () => resultsOf("conversation_id", lines, key)),
  );
  const created = all.flat().filter(({ status }) => status === "created");
  expect(created).toHaveLength(500);
});

test("the SDK has an option for it", async () => {
  const sessions = ["a", "b", "a"].map((channelManagerSid) => ({
    timestamp: new Date(AT),
    channelManagerSid,
  }));
  const shown: string[] = [];
  const options = { match: "channel_manager_sid" } as const;
  for await (const { status } of sdkFor(service).ingest.importSessions(sessions, options)) {
    shown.push(status);
  }
  expect(shown).toEqual(["created", "created", "replaced"]);
});
