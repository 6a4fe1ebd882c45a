import { expect, test } from "vitest";
import { splitBody } from "./split-body.js";

const MAX = 8;

async function* chunks(...texts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text as string);
}

/** Each line as `number:text`, or `number!` if it is too long. */
async function linesIn(...texts: (string | Buffer)[]): Promise<string[]> {
  const found: string[] = [];
  for await (const lines of splitBody(chunks(...texts), MAX)) {
    for (const { number, bytes } of lines) {
      found.push(bytes ? `${number}:${bytes.toString("latin1")}` : `${number}!`);
    }
  }
  return found;
}

test.each<[string, string[], string[]]>([
  ["no bytes", [], []],
  ["empty chunks", ["", ""], []],
  ["one line without a newline", ["ab"], ["1:ab"]],
  ["one line with a newline", ["ab\n"], ["1:ab"]],
  ["several lines in one chunk", ["a\nb\nc"], ["1:a", "2:b", "3:c"]],
  ["a line over several chunks", ["a", "b", "", "c\nd"], ["1:abc", "2:d"]],
  ["a newline in a separate chunk", ["ab", "\n", "cd"], ["1:ab", "2:cd"]],
  ["empty lines are counted and left out", ["\n\na\n\nb\n"], ["3:a", "5:b"]],
  ["lines of white space are left out", [" \t\r\na"], ["2:a"]],
  ["a blank line has no maximum length", [" ".repeat(20), "\t\r", "\n12345678"], ["2:12345678"]],
  ["white space before a line does not count", ["          a b", "\n  c\n"], ["1:a b", "2:c"]],
  ["blank lines over chunks", ["\n\r", "\n", " ", "\r\n\n", "\na\n\n", "\n \nb"], ["6:a", "10:b"]],
  ["only blank lines", ["\n\r\n  \n", " \t"], []],
  ["a carriage return stays with its line", ["a\r\nb\r\n"], ["1:a\r", "2:b\r"]],
  ["a line of the maximum length", ["12345678\n"], ["1:12345678"]],
  ["a line one byte longer", ["123456789\nab"], ["1!", "2:ab"]],
  ["a long line over chunks", ["12345", "6789", "0\nab"], ["1!", "2:ab"]],
  ["a long last line", ["ab\n1234567890"], ["1:ab", "2!"]],
  ["a long line and another line in one chunk", ["123456789", "x\nab\n"], ["1!", "2:ab"]],
])("%s", async (_what, given, expected) => {
  expect(await linesIn(...given)).toEqual(expected);
});

test("the lines do not depend on the chunks", async () => {
  const text = "ab\r\n\n  123456789\ncde\r\n \t\r\n\n12345678\n\n last";
  const whole = await linesIn(text);
  for (let cut = 0; cut <= text.length; cut++) {
    expect(await linesIn(text.slice(0, cut), text.slice(cut))).toEqual(whole);
  }
  expect(await linesIn(...text)).toEqual(whole);
});

test("a character may span two chunks", async () => {
  const bytes = Buffer.from("é\n");
  const [line] = await linesIn(bytes.subarray(0, 1), bytes.subarray(1));
  expect(line).toBe(`1:${Buffer.from("é").toString("latin1")}`);
});

test("if the stream fails, the complete lines before are yielded", async () => {
  async function* failing() {
    yield Buffer.from("a\nb\nc");
    throw new Error("cut");
  }
  const numbers: number[] = [];
  const reading = (async () => {
    for await (const lines of splitBody(failing(), MAX))
      numbers.push(...lines.map((l) => l.number));
  })();
  await expect(reading).rejects.toThrow("cut");
  expect(numbers).toEqual([1, 2]);
});
