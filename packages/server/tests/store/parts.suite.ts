import { describe, expect, test } from "vitest";
import type { StoreLocation } from "./store-location.js";
import { record, withStore } from "./with-store.suite.js";

export function partsSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("the parts of a session", () => {
    const store = withStore(newLocation);
    const json = Buffer.from(JSON.stringify({ text: 'Ärzte 🩺 "\u0000\u0001" \\ ', n: [1] }));

    test("are returned byte for byte, with their sizes", async () => {
      await store().sessions.put(1, [record(1)]);
      expect(await store().parts.sizes(1, 1)).toEqual({});
      expect(await store().parts.get(1, 1, "transcript")).toBeUndefined();
      expect(await store().parts.put(1, 1, "transcript", json)).toBe(true);
      expect(await store().parts.put(1, 1, "latency", Buffer.from("[]"))).toBe(true);
      expect((await store().parts.get(1, 1, "transcript"))!.equals(json)).toBe(true);
      expect(await store().parts.sizes(1, 1)).toEqual({ transcript: json.length, latency: 2 });
    });

    test("are replaced by the next put, and may have several megabytes", async () => {
      await store().sessions.put(1, [record(2)]);
      await store().parts.put(1, 2, "transcript", json);
      const large = Buffer.from(JSON.stringify({ text: "ä".repeat(3_000_000) }));
      expect(await store().parts.put(1, 2, "transcript", large)).toBe(true);
      expect((await store().parts.get(1, 2, "transcript"))!.equals(large)).toBe(true);
    });

    test("belong to an existing session of one organisation", async () => {
      await store().sessions.put(1, [record(3)]);
      expect(await store().parts.put(2, 3, "summary", json)).toBe(false);
      expect(await store().parts.put(1, 3, "summary", json)).toBe(true);
      expect(await store().parts.get(2, 3, "summary")).toBeUndefined();
      await store().sessions.delete(1, 3);
      expect(await store().parts.get(1, 3, "summary")).toBeUndefined();
      expect(await store().parts.sizes(1, 3)).toEqual({});
    });
  });
}
