import { beforeAll, describe, expect, test } from "vitest";
import type { LabelQuery, LabelRecord } from "../../src/store/port.js";
import type { StoreLocation } from "./store-location.js";
import { record, withStore } from "./with-store.suite.js";

const LABELS = 2_500;
const START = 1_700_000_000_000_000;

/** A query for the 25 newest labels, with the changes in `query`. */
const labelQuery = (query: Partial<LabelQuery> = {}): LabelQuery => ({
  page: 0,
  limit: 25,
  filters: [],
  orderBy: "timestamp",
  descending: true,
  from: undefined,
  until: undefined,
  ...query,
});

const label = (index: number): Omit<LabelRecord, "id"> => ({
  session: index % 3,
  timestamp: START + index * 1_000_000,
  type: index % 2 ? "human-rating" : "auto-rating",
  code: ["GOOD", "OK", "BAD"][index % 3]!,
  userEmail: `User${index % 50}@example.com`,
  comments: index % 4 ? `comment ${index}` : null,
  issueCategories: index % 5 ? [`category ${index % 5}`] : null,
});

export function labelsSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("labels", () => {
    const store = withStore(newLocation);
    const stored: LabelRecord[] = [];
    beforeAll(async () => {
      await store().sessions.put(1, [record(0), record(1), record(2)]);
      await store().sessions.put(2, [record(0)]);
      for (let index = 0; index < LABELS; index += 250) {
        const batch = Array.from({ length: 250 }, (_, offset) => label(index + offset));
        const created = await Promise.all(batch.map((one) => store().labels.create(1, one)));
        stored.push(...created.map((one) => one!));
      }
    }, 60_000);

    const newest = (matches: (one: LabelRecord) => boolean = () => true): LabelRecord[] =>
      stored.filter(matches).sort((one, other) => other.timestamp - one.timestamp);

    const queries: [string, Partial<LabelQuery>, (one: LabelRecord) => boolean][] = [
      ["no filter", {}, () => true],
      ["a deep page", { page: 60 }, () => true],
      ["a page past the end", { page: 100_000 }, () => true],
      [
        "a page number beyond the largest integer",
        { page: Number.MAX_SAFE_INTEGER, limit: 10_000 },
        () => true,
      ],
      ["a limit of 0", { limit: 0 }, () => true],
      [
        "a code",
        { filters: [{ property: "code", values: ["BAD"] }] },
        ({ code }) => code === "BAD",
      ],
      [
        "a part of an email address and a category",
        {
          filters: [
            { property: "user_email", values: ["user7@"] },
            { property: "issue_categories", values: ["category 2"] },
          ],
        },
        ({ userEmail, issueCategories }) =>
          userEmail.startsWith("User7@") && issueCategories?.[0] === "category 2",
      ],
      [
        "so many filters that the list is costly",
        {
          filters: [7, 7, 7, 7, 7].map((id) => ({ property: "user_email", values: [`ser${id}@`] })),
        },
        ({ userEmail }) => userEmail === "User7@example.com",
      ],
      [
        "sessions",
        { filters: [{ property: "session_id", values: [1, 2, 77] }] },
        ({ session }) => session > 0,
      ],
      [
        "a range of sessions",
        { filters: [{ property: "session_id", range: { min: { value: 0, inclusive: false } } }] },
        ({ session }) => session > 0,
      ],
      [
        "ranges of times and sessions",
        {
          filters: [
            {
              property: "timestamp",
              range: {
                min: { value: START + 1e8, inclusive: true },
                max: { value: START + 2e8, inclusive: true },
              },
            },
            { property: "session_id", range: { max: { value: 2, inclusive: false } } },
          ],
        },
        ({ timestamp, session }) =>
          timestamp >= START + 1e8 && timestamp <= START + 2e8 && session < 2,
      ],
      [
        "a time range",
        { from: START + 100 * 1_000_000, until: START + 200 * 1_000_000 },
        ({ timestamp }) => timestamp >= START + 1e8 && timestamp < START + 2e8,
      ],
    ];

    test.each(queries)(
      "returns items, total and ids of a list with %s",
      async (_name, query, matches) => {
        const fullQuery = labelQuery(query);
        const expected = newest(matches);
        const items = expected.slice(
          fullQuery.page * fullQuery.limit,
          (fullQuery.page + 1) * fullQuery.limit,
        );
        const total = expected.length;
        expect(await store().labels.list(1, fullQuery)).toEqual({ items, total });
        const ids = items.map(({ id }) => id);
        expect(await store().labels.listIds(1, fullQuery)).toEqual({ ids, total });
        expect(await store().labels.getMany(1, [...ids, 5])).toEqual(items);
      },
    );

    test("assigns increasing ids that do not reveal the number of labels", async () => {
      for (const session of [0, 1, 2]) {
        const ids = stored.filter((one) => one.session === session).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }
      const labelAt = (offset: number) => ({ ...label(0), timestamp: START * 1.01 + offset });
      const first = (await store().labels.create(2, labelAt(0)))!;
      await store().labels.create(1, labelAt(1));
      const second = (await store().labels.create(2, labelAt(5_000)))!;
      expect(second.id - first.id).toBeGreaterThan(3_000);
      // If the clock goes back, the newest label still has the highest id.
      expect((await store().labels.create(2, labelAt(-9_000)))!.id).toBe(second.id + 1);
    });

    test("hides labels from other organisations", async () => {
      expect(
        await store().labels.getMany(
          3,
          stored.slice(0, 5).map(({ id }) => id),
        ),
      ).toEqual([]);
      expect(await store().labels.list(3, labelQuery())).toEqual({ items: [], total: 0 });
    });

    test("stops a list when its signal aborts", async () => {
      const filters = Array.from({ length: 40 }, () => ({
        property: "user_email" as const,
        values: ["user"],
      }));
      const aborted = AbortSignal.abort(new Error("gone"));
      await expect(store().labels.list(1, labelQuery({ filters }), aborted)).rejects.toThrow(
        "gone",
      );
    });
  });
}
