import type { SessionSearchProperties, SessionsListRequest, SessionWire } from "syllable-contract";
import { describe, expect, test } from "vitest";
import type { StatsQuery } from "../../src/store/port.js";
import { AssessedSessions } from "./assessed-sessions.suite.js";
import { drawFrom } from "./random.suite.js";
import {
  type AssessedSession,
  expectedGroups,
  expectOrder,
  expectPercentiles,
  nameOf,
  timesOf,
  UNITS,
} from "./stats-model.suite.js";
import type { StoreLocation } from "./store-location.js";
import { timeText } from "./time-text.suite.js";
import { query, record, withStore } from "./with-store.suite.js";

type GroupBy = StatsQuery["groupBy"];
type Request = Partial<SessionsListRequest>;

const SEED = 20_261_128;
/** The organisations of the tests. */
const [ORGANISATION, OTHER, FAR, MANY] = [1, 2, 3, 4] as const;
const ROUNDS = 4;
const REQUESTS_PER_ROUND = 50;
const CHANGES_PER_ROUND = 80;
const ALL: Request = { searchFields: ["is_test"], searchFieldValues: ["true"] };
const IDS = 150;
const MAX_GROUPS = 1_000;
const MINUTE = 60_000_000;

/** Times around which sessions begin: clocks change there, in one of the zones, or a month begins. */
const PLACES = [
  "2026-03-08T05:30:00Z",
  "2026-03-29T01:00:00Z",
  "2026-04-04T15:00:00Z",
  "2026-10-03T15:30:00Z",
  "2026-10-25T01:00:00Z",
  "2026-11-01T04:30:00Z",
  "2026-01-01T00:00:00Z",
  "2026-06-30T18:30:00Z",
  "2026-02-10T12:00:00Z",
].map((text) => Date.parse(text) * 1_000);

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
];

const PROPERTIES: readonly (GroupBy & SessionSearchProperties)[] = [
  "duration",
  "agent_name",
  "agent_id",
  "agent_type",
  "channel_manager_type",
  "is_outbound",
  "is_test",
  "label",
  "tool_errors",
  "audio_faults",
];

export function sessionStatsSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("stats after random puts, replaces, imports, assessments and deletes", () => {
    const store = withStore(newLocation);
    const draw = drawFrom(SEED);
    const { below, pick, oneIn } = draw;
    const assessed = new AssessedSessions(store, ORGANISATION, draw);

    const randomTime = () =>
      pick(PLACES) +
      (below(6 * 24 * 4) - 3 * 24 * 4) * 15 * MINUTE +
      pick([0, 0, 1, -1, below(15 * MINUTE)]);

    const randomFields = (): Partial<SessionWire> => ({
      timestamp: timeText(randomTime()),
      agent_name: pick(["Desk", "desk two", "Night", null]),
      agent_id: pick(["1", "2", null]),
      agent_type: pick(["voice", "sms", null]),
      channel_manager_type: pick(["voice", "Voice"]),
      channel_manager_sid: `CA${below(IDS)}`,
      source: pick(["+12025550142", "+12025550199", null]),
      is_outbound: pick([true, false, null]),
      is_test: pick([true, false, false, null]),
      duration: pick([null, 0, -0.5, 9.999_999, 10, 59.95, 60, below(5_000) / 7, 1e12]),
    });

    const filters: readonly [SessionSearchProperties, string][] = [
      ["agent_name", "desk"],
      ["agent_id", "2"],
      ["is_outbound", "true"],
      ["source", "1202"],
      ["source", "0199"],
      ["duration", ">=10"],
      ["duration", "0..59.99"],
      ["channel_manager_sid", "CA7"],
      ["agent_type", "none"],
      ["label", "good"],
      ["label", "none"],
      ["tool_errors", "true"],
      ["audio_faults", "false"],
    ];

    const randomRequest = (): Request => {
      const chosen = [0, 1].flatMap(() => (oneIn(2) ? [pick(filters)] : []));
      const from = randomTime();
      return {
        searchFields: ["is_test", ...chosen.map(([property]) => property)],
        searchFieldValues: [pick(["true", "false", "only"]), ...chosen.map(([, value]) => value)],
        ...(oneIn(2) && { startDatetime: timeText(from) }),
        ...(oneIn(3) && { endDatetime: timeText(from + below(60 * 24) * 60 * MINUTE) }),
      };
    };

    const statsOf = (
      request: Request,
      groupBy: GroupBy,
      timeZone: string,
      organisation: number = ORGANISATION,
    ) => {
      const { filters, from, until, tests } = query(request);
      const maxGroups = MAX_GROUPS;
      return store().sessions.stats(organisation, {
        ...{ filters, from, until, tests },
        ...{ groupBy, timeZone, maxGroups, percentiles: true },
      });
    };

    const sessionsOf = async (request: Request): Promise<AssessedSession[]> => {
      const { items } = await store().sessions.list(
        ORGANISATION,
        query({ ...request, limit: 10_000 }),
      );
      const sessions: SessionWire[] = JSON.parse(`[${items}]`);
      return sessions.map((session) => ({
        ...session,
        ...assessed.of(Number(session.session_id)),
        times: assessed.times(Number(session.session_id)),
      }));
    };

    const check = async (request: Request, groupBy: GroupBy, timeZone: string) => {
      const sessions = await sessionsOf(request);
      const stats = await statsOf(request, groupBy, timeZone);
      const details = `seed ${SEED}: ${groupBy} in ${timeZone} of ${JSON.stringify(request)}`;
      expect(stats.total, details).toBe(sessions.length);
      const expected = expectedGroups(sessions, groupBy, timeZone);
      if (!stats.groups) {
        expect(groupBy, details).toBe("hour");
        const times = sessions.map(({ timestamp }) => Date.parse(timestamp));
        const hours = (Math.max(...times) - Math.min(...times)) / 3_600_000;
        expect(hours, details).toBeGreaterThan(MAX_GROUPS - 2);
        return;
      }
      const found = stats.groups.filter((group) => group.sessions > 0);
      const names = found.map(({ key }) => nameOf(groupBy, key));
      expect(new Set(names).size, details).toBe(names.length);
      expect([...names].sort(), details).toEqual([...expected.keys()].sort());
      for (const [index, { sessions, duration }] of found.entries()) {
        const group = expected.get(names[index]!)!;
        expect(sessions, details).toBe(group.sessions);
        expect(duration, details).toBeCloseTo(group.duration, 3);
        if (groupBy === "duration") continue;
        expectPercentiles(found[index]!.percentiles, group.times, details);
      }
      if (groupBy !== "duration") expectPercentiles(stats.percentiles, timesOf(sessions), details);
      expectOrder(stats, groupBy, details);
    };

    test(`equal those of a full list (seed ${SEED})`, async () => {
      const { sessions } = store();
      for (let round = 0; round < ROUNDS; round++) {
        const batch = Array.from({ length: 90 }, () => record(below(IDS), randomFields()));
        await sessions.put(ORGANISATION, batch);
        await sessions.put(OTHER, [record(below(IDS), randomFields())]);
        const imported = Array.from({ length: 20 }, () => ({
          record: record(below(IDS), randomFields()),
          hasId: oneIn(2),
        }));
        await sessions.putMatching(ORGANISATION, "channel_manager_sid", imported);
        const ids = (await sessionsOf(ALL)).map(({ session_id }) => Number(session_id));
        for (let count = 0; count < CHANGES_PER_ROUND; count++) await assessed.change(ids);
        for (let count = below(40); count > 0; count--) {
          const id = below(IDS);
          await sessions.delete(ORGANISATION, id);
          assessed.delete(id);
        }
        for (let count = 0; count < REQUESTS_PER_ROUND; count++) {
          await check(randomRequest(), pick([...UNITS, ...PROPERTIES]), pick(ZONES));
        }
      }
      for (let id = 0; id < IDS; id++) await sessions.delete(ORGANISATION, id);
      for (const groupBy of [...UNITS, ...PROPERTIES]) {
        expect(await statsOf(ALL, groupBy, "UTC")).toEqual({ groups: [], total: 0 });
      }
    }, 120_000);

    test("of times far apart are limited, and take no longer", async () => {
      const { sessions } = store();
      const times = ["1700-01-01T00:00:00Z", "2026-11-28T23:30:00Z", "2250-12-31T23:59:59Z"];
      await sessions.put(
        FAR,
        times.map((timestamp, id) => record(id, { timestamp, duration: 1.5 })),
      );
      for (const unit of ["hour", "day", "week", "month"] as const) {
        expect(await statsOf({}, unit, "Europe/Berlin", FAR)).toEqual({
          groups: undefined,
          total: 3,
          percentiles: {},
        });
      }
      const { groups } = await statsOf({}, "weekday", "UTC", FAR);
      expect(groups!.map(({ sessions }) => sessions)).toEqual([0, 1, 0, 0, 1, 1, 0]);
      const night = await statsOf(
        { startDatetime: "2026-01-01", endDatetime: "2027-01-01" },
        "day",
        "Europe/Berlin",
        FAR,
      );
      expect(night.groups).toEqual([
        { key: "2026-11-29T00:00:00+01:00", sessions: 1, duration: 1.5, percentiles: {} },
      ]);
    });

    test("of values have at most as many groups as are asked for", async () => {
      const { sessions } = store();
      const agents = Array.from({ length: MAX_GROUPS + 1 }, (_, id) =>
        record(id, { agent_id: `${id}` }),
      );
      await sessions.put(MANY, agents);
      expect(await statsOf({}, "agent_id", "UTC", MANY)).toEqual({
        groups: undefined,
        total: MAX_GROUPS + 1,
        percentiles: {},
      });
      await sessions.delete(MANY, 0);
      expect((await statsOf({}, "agent_id", "UTC", MANY)).groups).toHaveLength(MAX_GROUPS);
    });
  });
}
