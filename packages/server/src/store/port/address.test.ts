import { describe, expect, test } from "vitest";
import { foldAddress, foldAddressFilter } from "./address.js";

const finds = (filter: string, address: string): boolean =>
  foldAddress(address).includes(foldAddressFilter(filter));

describe("a filter that is a phone number", () => {
  test.each([
    "+12065550166",
    " 12065550166",
    "12065550166",
    "(206) 555-0166",
    "206.555",
    "206-555-0166",
    "+1 (206) 555 0166",
    "1-206-555-0166",
    "206\u2013555\u20130166",
    "206\u2011555\u22120166",
    "206\u00a0555\u202f0166",
    "206\t555\n",
    "\u202a+1 206 555 0166\u202c",
    "\u200e+1 206",
    "＋１（２０６）５５５－０１６６",
    "٢٠٦٥٥٥٠١٦٦",
    "२०६ ५५५",
    "tel:+1-206-555-0166",
    "TEL:2065550166",
    "5",
    "(5",
    "66",
  ])("%j finds the number, however it is stored", (filter) => {
    for (const stored of [
      "+12065550166",
      "12065550166",
      "+1 (206) 555-0166",
      "1.206.555.0166",
      "tel:+1-206-555-0166",
      "sip:+12065550166@example.com",
      "SIP:+1(206)555-0166@10.0.0.1:5060",
      "＋１２０６５５５０１６６",
      "١٢٠٦٥٥٥٠١٦٦",
    ]) {
      expect(finds(filter, stored), stored).toBe(true);
    }
  });

  test.each([
    ["2065550167", "+12065550166"],
    ["(206) 555-0166", "+1206"],
    ["1206", ""],
    ["42", "info@example.com"],
    ["+1 206", "1-2-6"],
  ])("%j does not find %j", (filter, address) => {
    expect(finds(filter, address)).toBe(false);
  });
});

describe("any other filter", () => {
  test.each([
    ["INFO@", "info@example.com"],
    ["", "+12065550166"],
    ["+", "+12065550166"],
    ["-", "206-555"],
    ["(", "(206) 555"],
    ["user-206", "User-206-555"],
    ["206-555@host", "206-555@HOST"],
    ["sip:2065550166", "sip:2065550166@host"],
    ["ext. 12", "206 Ext. 12"],
    ["istanbul", "İSTANBUL@example.com"],
  ])("%j finds %j as text", (filter, address) => {
    expect(finds(filter, address)).toBe(true);
  });

  test.each([
    ["-", "+12065550166"],
    ["+", "206-555"],
    ["user206", "user-206-555"],
    ["206555x", "206-555x"],
    ["555\u2063206555", "206-555"],
    ["tel:", "206"],
  ])("%j does not find %j", (filter, address) => {
    expect(finds(filter, address)).toBe(false);
  });
});

test("text with any digits is found by each part of it", () => {
  const address = "a1-(22) 3.4+5 x 6–7";
  for (let start = 0; start < address.length; start++) {
    for (let end = start + 1; end <= address.length; end++) {
      const part = address.slice(start, end);
      expect(finds(part, address), part).toBe(true);
    }
  }
});

test("digits are not stored twice if they are consecutive in the text", () => {
  expect(foldAddress("+12065550166")).toBe("+12065550166");
  expect(foldAddress("info@example.com")).toBe("info@example.com");
  expect(foldAddress("206-555")).toBe("206-555\u2063206555");
});

test("the digits of every script have their values", () => {
  for (let code = 0; code < 0x110000; code++) {
    const zero = String.fromCodePoint(code);
    const isZero =
      /\p{Nd}/u.test(zero) && !/\p{Nd}/u.test(String.fromCodePoint(Math.max(code - 1, 0)));
    if (!isZero) continue;
    const digits = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(code + value));
    expect(foldAddressFilter(digits.join("-")), code.toString(16)).toBe("0123456789");
  }
});
