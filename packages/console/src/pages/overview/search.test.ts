import { describe, expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../../app/search-params.ts";
import { listSearchOf, overviewChange, readOverviewSearch } from "./search.ts";

const read = (address: string) => readOverviewSearch(parseSearch(address));

describe("the state of the overview", () => {
  test.each(["", "?range=all&view=tables", "?agent_name=A&range=30d&by=prompt", "?label=bad"])(
    "survives the address: %j",
    (address) => {
      const state = read(address);
      expect(read(stringifySearch({ ...state }))).toEqual(state);
    },
  );

  test("leaves out what is not valid or the default", () => {
    expect(read("?view=charts&by=agent&range=never")).toEqual({});
  });
});

describe("the sessions of the overview", () => {
  test.each([
    ["", { range: "7d" }],
    ["?range=all", {}],
    ["?range=today&view=tables&by=channel", { range: "today" }],
    ["?from=2026-11-01", { from: "2026-11-01" }],
    ["?label=bad&range=all", { label: "bad" }],
  ])("of %j are those of the list %j", (address, list) => {
    expect(listSearchOf(read(address))).toEqual(list);
  });

  test.each([
    ["", { label: "bad" }, "?label=bad"],
    ["?range=30d", { range: "7d" }, ""],
    ["", { range: undefined, from: undefined, until: undefined }, "?range=all"],
    ["?range=all", { label: "ok" }, "?label=ok&range=all"],
    ["?range=all&by=prompt", { from: "2026-11-01" }, "?from=2026-11-01&by=prompt"],
    ["?view=tables", { range: "today" }, "?view=tables&range=today"],
  ] as const)("%j changes by %j to %j", (address, change, changed) => {
    expect(read(stringifySearch({ ...overviewChange(read(address), change) }))).toEqual(
      read(changed),
    );
  });
});
