/** The forms of a body: NDJSON, arrays and concatenated JSON. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitBody } from "./split-body.js";

async function* chunksOf(body: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

/** Each line as `number:text`, with spaces removed, `number!` if it is too long, or its problem. */
async function linesIn(text: string, size = 1_000_000, maxBytes = 10_000): Promise<string[]> {
  const found: string[] = [];
  for await (const lines of splitBody(chunksOf(Buffer.from(text), size), maxBytes)) {
    for (const { number, bytes, problem } of lines) {
      const shown = bytes ? `:${bytes.toString().replaceAll(/\s/g, "")}` : "!";
      found.push(problem ? `${number} ${problem}` : `${number}${shown}`);
    }
  }
  return found;
}

const NOT_CLOSED = "the JSON array is not closed; send the complete body";

test.each<[string, string, string[]]>([
  ["an array", '[{"a":1},{"b":[{}]}]', ['1:{"a":1}', '1:{"b":[{}]}']],
  ["an empty array", " [ ] ", []],
  ["an array over lines", '[\n{"a":1},\n\n{"b":2}\n]\n', ['2:{"a":1}', '4:{"b":2}']],
  [
    "a pretty array",
    '[\n  {\n    "a": 1\n  },\n  {\n    "b": "]"\n  }\n]',
    ['2:{"a":1}', '5:{"b":"]"}'],
  ],
  ["an array of other values", '[1, "a,]", null,[2]]', ["1:1", '1:"a,]"', "1:null", "1:[2]"]],
  ["arrays on lines", '[{"a":1}]\n[{"b":2}]', ['1:{"a":1}', '2:{"b":2}']],
  ["values after an array", '[{"a":1}] {"b":2}', ['1:{"a":1}', '1:{"b":2}']],
  [
    "an array that is not closed",
    '[{"a":1},\n{"b":2}\n',
    ['1:{"a":1}', '2:{"b":2}', `3 ${NOT_CLOSED}`],
  ],
  ["an array that is cut off", '[{"a":1},{"b"', ['1:{"a":1}', '1:{"b"']],
  ["pretty values", '{\n  "a": 1\n}\n{\n  "b": 2\n}\n', ['1:{"a":1}', '4:{"b":2}']],
  ["a pretty value", '{ "a": [\n{ "c": 1 }, { "d": 2 } ] }', ['1:{"a":[{"c":1},{"d":2}]}']],
  ["objects after a colon", '{"a":\n{"b":1}}{"c":1}', ['1:{"a":{"b":1}}', '2:{"c":1}']],
  ["commas at the start of lines", '{ "a": 1\n, "b": 2\n}', ['1:{"a":1,"b":2}']],
  [
    "values without separators",
    '{"a":1}{"b":"}{"}\n{"c":3}',
    ['1:{"a":1}', '1:{"b":"}{"}', '2:{"c":3}'],
  ],
  ["quotes and backslashes", '[{"a":"\\\\"},{"b":"\\"]"}]', ['1:{"a":"\\\\"}', '1:{"b":"\\"]"}']],
  ["record separators", '\x1e{"a":1}\n\x1e{"b":2}\n', ['1:{"a":1}', '2:{"b":2}']],
  [
    "pretty values after record separators",
    '\x1e{\n"a":1\n}\n\x1e{"b":2}\n',
    ['1:{"a":1}', '4:{"b":2}'],
  ],
  ["a value that a record separator cuts off", '{"a":\n1,\x1e{"b":2}', ['1:{"a":1,', '2:{"b":2}']],
  ["a byte order mark before an array", '\ufeff[{"a":1}]', ['1:{"a":1}']],
  ["a byte order mark before a line", '\ufeff{"a":1}\n{"b":2}', ['1:{"a":1}', '2:{"b":2}']],
  [
    "a line before pretty values",
    '{"a":1}\n{\n"b":2\n}\n{"c":3}\n',
    ['1:{"a":1}', '2:{"b":2}', '5:{"c":3}'],
  ],
  [
    "a line before a pretty array",
    '{"a":1}\r\n\r\n[ \r\n{"b":2},\r\n{"c":3}]',
    ['1:{"a":1}', '4:{"b":2}', '5:{"c":3}'],
  ],
  [
    "commas between objects",
    '{"a":1},\n{"b":2}, {\n"c":3},\n',
    ['1:{"a":1}', '2:{"b":2}', '2:{"c":3}'],
  ],
  ["CRLF in pretty values", '{\r\n"a":1\r\n}\r\n{"b":2}', ['1:{"a":1}', '4:{"b":2}']],
])("%s", async (_, text, expected) => {
  for (const size of [1, 2, 7, 1_000]) expect(await linesIn(text, size)).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ["in a string", '{"a":"x\n{"b":2}\n{"c":3}', ['1:{"a":"x', '2:{"b":2}', '3:{"c":3}']],
  ["after a brace", '{\n{"b":2}\n{"c":3}', ["1:{", '2:{"b":2}', '3:{"c":3}']],
  ["after a comma", '{"a":1,\n\n{"b":2}\n{"c":3}', ['1:{"a":1,', '3:{"b":2}', '4:{"c":3}']],
  ["after a value", '{"a":1\n{"b":2}\n{"c":3}', ['1:{"a":1', '2:{"b":2}', '3:{"c":3}']],
  ["in text", 'no {json}\n{"b":2}\n{"c":3}', ["1:no{json}", '2:{"b":2}', '3:{"c":3}']],
  [
    "after a brace on a later line",
    '{"a":1}\n{\n{"c":3}\n{\n{"d":4}\n{',
    ['1:{"a":1}', "2:{", '3:{"c":3}', "4:{", '5:{"d":4}', "6:{"],
  ],
  ["on a later line", '{"a":1}\n{"b":\n{"c":3}\n}', ['1:{"a":1}', '2:{"b":', '3:{"c":3}', "4:}"]],
])("a damaged line does not affect the others: %s", async (_, text, expected) => {
  for (const size of [1, 2, 7, 1_000]) expect(await linesIn(text, size)).toEqual(expected);
});

test("an element that is too long does not affect the others", async () => {
  const text = `[{"a":"${"x".repeat(100)}"},{"b":2}]`;
  for (const size of [1, 7, 1_000])
    expect(await linesIn(text, size, 50)).toEqual(["1!", '1:{"b":2}']);
});

test("every form of the same values, in any chunks, is split the same way", async () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), {
    minLength: 1,
    maxLength: 5,
  });
  const size = fc.integer({ min: 1, max: 30 });
  await fc.assert(
    fc.asyncProperty(objects, size, async (values, size) => {
      const compact = values.map((value) => JSON.stringify(value));
      const pretty = values.map((value) => JSON.stringify(value, null, 2));
      const forms = [
        compact.join("\n"),
        compact.map((line) => `${line}\r\n`).join(""),
        `\ufeff${compact.join("\n\n")}`,
        compact.map((line) => `\x1e${line}\n`).join(""),
        compact.join(""),
        pretty.join("\n"),
        [...compact.slice(0, 1), ...pretty.slice(1)].join("\n"),
        compact.map((line) => `${line},\n`).join(""),
        pretty.join(""),
        pretty.join("\r\n").replaceAll(/([^\r])\n/g, "$1\r\n"),
        pretty.map((text) => `\x1e${text}\n`).join(""),
        JSON.stringify(values),
        JSON.stringify(values, null, 1),
        JSON.stringify(values, null, "\t"),
      ];
      for (const form of forms) {
        const found: unknown[] = [];
        for await (const lines of splitBody(chunksOf(Buffer.from(form), size), 100_000)) {
          for (const { bytes } of lines) found.push(JSON.parse(String(bytes)));
        }
        expect(found.map((value) => JSON.stringify(value))).toEqual(compact);
      }
    }),
    { numRuns: 100 },
  );
});
