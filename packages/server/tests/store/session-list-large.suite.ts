import { SessionProperties, type SessionsListRequest, type SessionWire } from "syllable-contract";
import { beforeAll, describe, test } from "vitest";
import { expectListToMatchModel } from "./list-matches-model.suite.js";
import { PlainModel } from "./plain-model.suite.js";
import { drawFrom } from "./random.suite.js";
import type { StoreLocation } from "./store-location.js";
import { timeText } from "./time-text.suite.js";
import { record, withStore } from "./with-store.suite.js";

const SEED = 20_260_513;
/** Lists by time have the most plans. */
const requestsFor = (orderBy: SessionProperties) => (orderBy === "timestamp" ? 50 : 10);
const BATCH = 1_000;
const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const BEGIN = 20_500 * DAY + 5 * HOUR;

/** One with mostly real sessions, and one with nearly only tests. */
const ORGANISATIONS = [
  { id: 1, sessions: 4_000, tests: 0.08 },
  { id: 2, sessions: 1_200, tests: 0.97 },
];

const NAMES = [
  "Desk",
  "DESK",
  "Straße",
  "STRASSE",
  "Ärzte Nord",
  "50% off_",
  'say "hi"',
  "🚀 go",
  "a",
  "",
];
const properties = Object.values(SessionProperties);
/** Parts of values that filters search for. */
const FRAGMENTS = {
  agent_name: ["desk", "ß", "SS", "ä", "%", '"', "🚀", "a", "", "zz", "desk 1", "\\", "'"],
  prompt_name: ["prompt", "prompt 1", "PT 2", "7", "", "_"],
  source: [
    "1",
    "12",
    "+1202555",
    "0199",
    "%",
    '"x"',
    "straße",
    "SS",
    "🚀",
    "🚀🚀🚀",
    "sip:",
    "",
    "555555",
    "(202) 555",
    "+1 202-555-019",
  ],
  target: ["800", "(800) 555-01", "+18005550100", "desk@", "@", "example", "EXAMPLE.ORG", "0"],
};

export function sessionListLargeSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("lists of thousands of sessions", () => {
    const store = withStore(newLocation);
    const { below, skewed, pick, oneIn } = drawFrom(SEED);
    const models = new Map(ORGANISATIONS.map(({ id }) => [id, new PlainModel()]));
    const stored = new Map<number, Partial<SessionWire>[]>(ORGANISATIONS.map(({ id }) => [id, []]));

    /** Within 90 days, with a busy day, a busy hour and many sessions at the same time. */
    const randomTime = (): number => {
      const kind = below(10);
      if (kind === 0) return BEGIN + 40 * DAY;
      if (kind < 3) return BEGIN + 61 * DAY + below(DAY);
      if (kind < 5) return BEGIN + 61 * DAY + 3 * HOUR + below(HOUR);
      return BEGIN + below(90) * DAY + pick([0, below(DAY)]);
    };

    const source = (): string | null => {
      const kind = below(12);
      if (kind === 0) return null;
      if (kind < 4) return "+12025550199";
      if (kind < 5)
        return pick([
          "",
          "1",
          "12",
          "(202) 555-0199",
          "sip:Straße@x",
          'a "x" b',
          "50%",
          "🚀🚀🚀🚀",
          "🚀",
        ]);
      return `+1202555${String(skewed(3_000)).padStart(4, "0")}`;
    };

    const fieldsOf = (id: number, tests: number): Partial<SessionWire> => {
      const agent = skewed(120);
      const prompt = oneIn(5) ? skewed(25) : agent % 6;
      return {
        session_id: String(id),
        timestamp: timeText(randomTime()),
        is_test: below(1_000) < tests * 1_000 ? true : pick([false, null]),
        agent_id: agent > 100 ? null : String(agent),
        agent_name: agent < NAMES.length ? NAMES[agent]! : `Desk ${agent}`,
        agent_type: ["voice", "voice", "sms", null][agent % 4],
        prompt_id: prompt === 5 ? null : String(prompt),
        prompt_name: prompt === 4 ? null : `Prompt ${prompt}`,
        source: source(),
        target: pick([
          "+18005550100",
          "+18005550100",
          "Desk@Example.org",
          `+1800${skewed(300)}`,
          null,
        ]),
        duration: pick([null, skewed(600), 0, below(100_000) / 1_000]),
        conversation_id: oneIn(2) ? null : `c-${skewed(800)}`,
        channel_manager_sid: pick([null, `CA${below(1_000_000)}`, "CA-again"]),
        channel_manager_service: ["twilio", "twilio", "infobip", null][agent % 5],
        channel_manager_type: pick(["voice", null]),
        is_outbound: oneIn(9) ? pick([false, null]) : true,
        is_legacy: oneIn(20) ? pick([true, false]) : null,
      };
    };

    beforeAll(async () => {
      for (const { id: organisation, sessions, tests } of ORGANISATIONS) {
        const model = models.get(organisation)!;
        for (let first = 0; first < sessions; first += BATCH) {
          const batch = Array.from({ length: Math.min(BATCH, sessions - first) }, () => {
            const id = below(sessions * 3);
            return { id, fields: fieldsOf(id, tests) };
          });
          await store().sessions.put(
            organisation,
            batch.map(({ id, fields }) => record(id, fields)),
          );
          for (const { id, fields } of batch) {
            model.put(id, fields);
            stored.get(organisation)!.push(fields);
          }
        }
      }
    });

    /** A value, or a range that begins or ends with it. */
    const rangeLike = (value: string): string => {
      const { duration, timestamp } = pick(stored.get(1)!);
      const other = value.includes("T") ? timestamp! : String(duration ?? 30);
      const forms = [`>=${value}`, `>${value}`, `<=${value}`, `<${value}`, `${value}..`];
      return pick([value, ...forms, `..${value}`, `${value}..${other}`, `${other}..${value}`]);
    };

    const valueFor = (property: SessionProperties, fields: Partial<SessionWire>): string => {
      if (property === "is_test") return pick(["true", "false", "only"]);
      const value = String(fields[property] ?? (property.startsWith("is_") ? "true" : "0"));
      if (property === "duration" || property === "timestamp") return rangeLike(value);
      if (!(property in FRAGMENTS)) return value;
      if (oneIn(2)) return pick(FRAGMENTS[property as keyof typeof FRAGMENTS]);
      const characters = [...value];
      const first = below(characters.length);
      return characters.slice(first, first + 1 + below(6)).join("");
    };

    const bound = (): string => {
      const at = BEGIN + 61 * DAY;
      return timeText(
        pick([randomTime(), randomTime(), at, at + 3 * HOUR, at + 4 * HOUR, BEGIN + 40 * DAY]) +
          below(2),
      );
    };

    const randomRequest = (
      organisation: number,
      orderBy: SessionProperties,
      orderByDirection: "asc" | "desc",
    ): Partial<SessionsListRequest> => {
      const filters: [SessionProperties, string][] = [
        ["is_test" as SessionProperties, pick(["true", "false", "false", "only"])],
      ];
      // Mostly values of one session, so that something is found; sometimes of several.
      const like = pick(stored.get(organisation)!);
      for (let count = skewed(4) + below(2); count > 0; count--) {
        const property = pick(properties);
        const of = () => valueFor(property, oneIn(5) ? pick(stored.get(organisation)!) : like);
        filters.push([property, of()]);
        if (oneIn(5)) filters.push([property, of()]);
      }
      return {
        searchFields: filters.map(([property]) => property),
        searchFieldValues: filters.map(([, value]) => value),
        startDatetime: oneIn(3) ? bound() : undefined,
        endDatetime: oneIn(3) ? bound() : undefined,
        orderBy,
        orderByDirection: orderByDirection as SessionsListRequest["orderByDirection"],
      };
    };

    /** A page anywhere in the list, at its end, or beyond it. */
    const windowIn = (total: number) => {
      const limit = pick([1, 2, 25, 25, 100, 1_000, 1 + below(1_000)]);
      const last = Math.max(Math.ceil(total / limit) - 1, 0);
      return { limit, page: pick([0, below(last + 1), below(last + 1), last, last + 1]) };
    };

    test.each(
      properties.flatMap((orderBy) =>
        (["asc", "desc"] as const).map((direction) => [orderBy, direction] as const),
      ),
    )(`sorted by %s, %s, match the model (seed ${SEED})`, async (orderBy, direction) => {
      for (let count = 0; count < requestsFor(orderBy); count++) {
        const organisation = oneIn(4) ? 2 : 1;
        const request = randomRequest(organisation, orderBy, direction);
        const window = windowIn(models.get(organisation)!.total(request));
        await expectListToMatchModel(store(), organisation, models.get(organisation)!, {
          ...request,
          ...window,
        });
      }
    });

    /** Also if most sessions are tests, or the newest session of a source is deleted. */
    test(`the newest of many sources match the model (seed ${SEED})`, async () => {
      for (const { id: organisation } of ORGANISATIONS) {
        const model = models.get(organisation)!;
        const sources = { searchFields: ["source" as const], searchFieldValues: ["1202"] };
        const newest = model.ids({ ...sources, orderBy: "timestamp", orderByDirection: "desc" });
        for (const id of newest.slice(0, 20)) {
          await store().sessions.delete(organisation, id);
          model.delete(id);
        }
        for (const tests of ["true", "false", "only"]) {
          for (const text of ["1202555", "+1", "55", "0", "50"]) {
            for (const window of [1, 2, 7, 25, 100].flatMap((limit) =>
              [0, 1, 3].map((page) => ({ limit, page })),
            )) {
              await expectListToMatchModel(store(), organisation, model, {
                searchFields: ["is_test" as const, "source" as const],
                searchFieldValues: [tests, text],
                orderBy: "timestamp" as const,
                orderByDirection: "desc" as const,
                ...window,
              });
            }
          }
        }
      }
    });
  });
}
