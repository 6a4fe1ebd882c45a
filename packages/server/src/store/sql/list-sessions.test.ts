import { expect, test } from "vitest";
import { SessionProperties } from "#contract/session.js";
import { FOLDED } from "../fold.js";
import type { SessionFilter, SessionQuery } from "../port.js";
import { builder } from "../sqlite/database.js";
import { listStatements, pageOf, totalOf } from "./list-sessions.js";

const properties = Object.values(SessionProperties);

/** A filter of every kind: each property exactly, the folded ones as a part too. */
const FILTERS: SessionFilter[] = [
  ...properties.map((property) => ({ property, match: "equals" as const, value: property })),
  ...FOLDED.map((property) => ({ property, match: "contains" as const, value: `in ${property}` })),
];

const filterLists: SessionFilter[][] = [
  [],
  ...FILTERS.map((filter) => [filter]),
  ...FILTERS.map((filter, index) => [filter, FILTERS[(index * 7 + 3) % FILTERS.length]!]),
  [FILTERS[0]!, FILTERS[0]!],
  FILTERS,
];

function* shapes(): Generator<SessionQuery> {
  let number = 0;
  for (const filters of filterLists) {
    for (const tests of ["without", "with", "only"] as const) {
      for (const from of [undefined, -5, 0]) {
        for (const until of [undefined, 1_769_850_000_000_000]) {
          const orderBy = properties[number % properties.length]!;
          const [page, limit] = [number % 4, number % 30];
          number += 1;
          yield { page, limit, filters, orderBy, descending: number % 2 === 0, from, until, tests };
        }
      }
    }
  }
}

test("the statements are those that Kysely compiles, parameters in their order", () => {
  const statements = listStatements(builder);
  let compared = 0;
  for (const shape of shapes()) {
    for (const organisation of [1, 77]) {
      // The second time comes from the statements kept, with other values.
      const query = { ...shape, page: shape.page + organisation };
      const { page, total } = statements(organisation, query);
      const built = pageOf(builder, organisation, query).compile();
      const counted = totalOf(builder, organisation, query).compile();
      expect({ sql: page.sql, values: page.values }).toEqual({
        sql: built.sql,
        values: built.parameters,
      });
      expect({ sql: total.sql, values: total.values }).toEqual({
        sql: counted.sql,
        values: counted.parameters,
      });
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(1_500);
});

test("no value gets into the text of a statement", () => {
  const value = "x') OR 1=1 --";
  const filters = FILTERS.map((filter) => ({ ...filter, value }));
  const query: SessionQuery = {
    page: 0,
    limit: 5,
    filters,
    orderBy: "timestamp",
    descending: true,
    from: undefined,
    until: undefined,
    tests: "with",
  };
  const { page, total } = listStatements(builder)(1, query);
  expect(page.sql + total.sql).not.toContain("OR 1=1");
});
