import { expect, test } from "vitest";
import { FairQueue } from "./fair-queue.js";

const tick = () => new Promise(setImmediate);

/** Work that runs until it is ended, and the order in which it started. */
function recorder(queue: FairQueue) {
  const started: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  return {
    started,
    run(organisation: number, name: string, signal?: AbortSignal): Promise<void> {
      const work = () =>
        new Promise<void>((resolve, reject) => {
          started.push(name);
          ends.set(name, (error) => (error ? reject(error) : resolve()));
        });
      return queue.run(organisation, work, signal);
    },
    async end(name: string, error?: Error): Promise<void> {
      ends.get(name)!(error);
      await tick();
    },
  };
}

test("an organisation leaves room for others, and organisations take turns", async () => {
  const { run, end, started } = recorder(new FairQueue({ total: 3, perOrganisation: 2 }));
  for (const name of ["a1", "a2", "a3", "a4"]) void run(1, name);
  await tick();
  expect(started).toEqual(["a1", "a2"]);
  void run(2, "b1");
  void run(2, "b2");
  await tick();
  expect(started).toEqual(["a1", "a2", "b1"]);
  await end("a1");
  expect(started.at(-1)).toBe("b2");
  await end("a2");
  expect(started.at(-1)).toBe("a3");
  await end("a3");
  expect(started.at(-1)).toBe("a4");
});

test("a new organisation is next, ahead of the waiting work of the current one", async () => {
  const { run, end, started } = recorder(new FairQueue({ total: 1, perOrganisation: 1 }));
  for (const name of ["a1", "a2", "a3"]) void run(1, name);
  void run(2, "b1");
  await tick();
  await end("a1");
  expect(started).toEqual(["a1", "b1"]);
  await end("b1");
  await end("a2");
  expect(started).toEqual(["a1", "b1", "a2", "a3"]);
});

test("failed work frees its slot", async () => {
  const { run, end, started } = recorder(new FairQueue({ total: 1, perOrganisation: 1 }));
  const failing = run(1, "a1");
  void run(1, "a2");
  const failed = failing.catch((error) => error);
  await tick();
  await end("a1", new Error("broken"));
  expect(await failed).toMatchObject({ message: "broken" });
  expect(started).toEqual(["a1", "a2"]);
});

test("an aborted wait ends at once and leaves the queue", async () => {
  const { run, end, started } = recorder(new FairQueue({ total: 1, perOrganisation: 1 }));
  const client = new AbortController();
  void run(1, "a1");
  const aborted = run(1, "a2", client.signal);
  void run(1, "a3");
  client.abort(new Error("gone"));
  await expect(aborted).rejects.toThrow("gone");
  await expect(run(1, "a4", client.signal)).rejects.toThrow("gone");
  await end("a1");
  expect(started).toEqual(["a1", "a3"]);
});
