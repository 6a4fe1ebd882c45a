import { expect, test } from "vitest";
import { Spool } from "./spool.js";

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString();
}

test("what is written before the reader comes is all there", async () => {
  const spool = await Spool.open();
  await spool.write("one ");
  await spool.write("zwei — ");
  await spool.write("");
  await spool.write("three");
  spool.end();
  expect(await textOf(spool.read())).toBe("one zwei — three");
});

test("a reader gets each text once it is written, before the end", async () => {
  const spool = await Spool.open();
  const reader = spool.read();
  for (const text of ["a", "bc", "d"]) {
    const next = reader.next();
    await spool.write(text);
    expect(String((await next).value)).toBe(text);
  }
  const end = reader.next();
  spool.end();
  expect(await end).toEqual({ done: true, value: undefined });
});

test("much text comes through in order while it is being written", async () => {
  const spool = await Spool.open();
  const texts = Array.from({ length: 500 }, (_, index) => `${index} ${"x".repeat(index)}\n`);
  const reading = textOf(spool.read());
  for (const text of texts) await spool.write(text);
  spool.end();
  expect(await reading).toBe(texts.join(""));
});

test("a failure comes after what was written before it", async () => {
  const spool = await Spool.open();
  await spool.write("kept");
  spool.end(new Error("cut"));
  const reader = spool.read();
  expect(String((await reader.next()).value)).toBe("kept");
  await expect(reader.next()).rejects.toThrow("cut");
});

test("nothing is written and ended", async () => {
  const spool = await Spool.open();
  spool.end();
  expect(await textOf(spool.read())).toBe("");
});
