import { describe, expect, test } from "vitest";
import { parseOrigins } from "./cors-origins.js";

test.each<[string | string[], string[]]>([
  ["", []],
  [" , ", []],
  ["*", ["*"]],
  ["https://app.example.com", ["https://app.example.com"]],
  ["https://a.example, http://localhost:5173", ["https://a.example", "http://localhost:5173"]],
  [
    ["https://a.example", "https://b.example,https://c.example"],
    ["https://a.example", "https://b.example", "https://c.example"],
  ],
  ["HTTPS://App.Example.com:443/", ["https://app.example.com"]],
  ["https://bücher.example", ["https://xn--bcher-kva.example"]],
  ["http://[::1]:8080", ["http://[::1]:8080"]],
  ["capacitor://localhost", ["capacitor://localhost"]],
  ["chrome-extension://abcdefghijklmnop", ["chrome-extension://abcdefghijklmnop"]],
])("%j is %j, as browsers write it", (list, expected) => {
  expect(parseOrigins(list)).toEqual(expected);
});

describe("an error names what is not an origin:", () => {
  test.each([
    "app.example.com",
    "null",
    "https://",
    "https:app.example.com",
    "https://app.example.com/path",
    "https://app.example.com?",
    "https://app.example.com#",
    "https://user@app.example.com",
    "https://user:pw@app.example.com",
    "https://*.example.com",
    "https://app.example.com\\",
    "https://a b",
    "file:///home",
    "file://host",
    "javascript:alert(1)",
    "**",
  ])("%j", (text) => {
    expect(() => parseOrigins(`https://a.example,${text}`)).toThrow(
      `${JSON.stringify(text)} is not an origin`,
    );
  });
});
