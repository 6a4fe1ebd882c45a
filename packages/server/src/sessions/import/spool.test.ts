import { readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tempFolder } from "syllable-test-support/temp-folder";
import { beforeEach, expect, test } from "vitest";
import { Spool } from "./spool.js";
import { removeLeftovers, SpoolFile } from "./spool-file.js";

const MIB = 1024 * 1024;

let folder: string;
beforeEach(() => {
  folder = tempFolder();
});

const openSpool = () => new Spool(folder, 64 * MIB);

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString();
}

test("a reader receives all text that was written before it started", async () => {
  const spool = openSpool();
  await spool.write("one ");
  await spool.write("zwei — ");
  await spool.write("");
  await spool.write("three");
  spool.end();
  expect(await textOf(spool.read())).toBe("one zwei — three");
});

test("a reader receives each text when it is written, before the end", async () => {
  const spool = openSpool();
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

test("a long text stays in order, whether the reader is ahead or behind", async () => {
  const spool = openSpool();
  const texts = Array.from({ length: 3_000 }, (_, index) => `${index} ${"x".repeat(index)}\n`);
  const chunks: Buffer[] = [];
  const reader = spool.read();
  for (const [index, text] of texts.entries()) {
    await spool.write(text);
    // The reader repeatedly falls behind and catches up.
    if (index % 1_000 > 800 && spool.unread > 0) chunks.push((await reader.next()).value as Buffer);
  }
  spool.end();
  const rest = await textOf(reader);
  expect(Buffer.concat(chunks).toString() + rest).toBe(texts.join(""));
  expect(spool.unread).toBe(0);
});

test("text for a late reader is in a temporary file without a name", async () => {
  const spool = openSpool();
  const text = "x".repeat(MIB);
  for (let count = 1; count <= 8; count++) {
    await spool.write(text);
    expect(spool.unread).toBe(count * MIB);
  }
  if (process.platform !== "win32") expect(await readdir(folder)).toEqual([]);
  spool.end();
  expect(await textOf(spool.read())).toBe(text.repeat(8));
  expect(await readdir(folder)).toEqual([]);
});

test("a failure is thrown after the text that was written before it", async () => {
  const spool = openSpool();
  await spool.write("stored");
  spool.end(new Error("cut"));
  const reader = spool.read();
  expect(String((await reader.next()).value)).toBe("stored");
  await expect(reader.next()).rejects.toThrow("cut");
});

test("an empty spool ends", async () => {
  const spool = openSpool();
  spool.end();
  expect(await textOf(spool.read())).toBe("");
});

test("text written after the reader has stopped is dropped", async () => {
  const spool = openSpool();
  await spool.write("x");
  const reader = spool.read();
  await reader.next();
  await reader.return(undefined);
  for (let count = 0; count < 4; count++) await spool.write("x".repeat(MIB));
  expect(spool.unread).toBe(0);
  expect(await readdir(folder)).toEqual([]);
});

test("the file is a ring buffer of a fixed size that never overwrites unread bytes", async () => {
  const file = await SpoolFile.open(folder, 1_000);
  let written = "";
  let read = "";
  for (let round = 0; round < 50; round++) {
    const text = String(round).padEnd(300 + round, ".");
    await file.write(Buffer.from(text));
    written += text;
    while (file.unread > 600) read += (await file.read()).toString();
  }
  while (file.unread > 0) read += (await file.read()).toString();
  expect(read).toBe(written);
  await expect(file.write(Buffer.alloc(1_001))).rejects.toThrow("1000 bytes");
  await file.close();
});

test("removes leftover files, but not those of running processes", async () => {
  for (const name of ["old", "new"]) await writeFile(join(folder, name), "x");
  const old = new Date(Date.now() - 120_000);
  await utimes(join(folder, "old"), old, old);
  await removeLeftovers(folder, Date.now() - 60_000);
  expect(await readdir(folder)).toEqual(["new"]);
  expect((await stat(join(folder, "new"))).size).toBe(1);
});
