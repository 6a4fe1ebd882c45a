import { expect, test } from "vitest";
import { parseTrustedProxies } from "./trusted-proxies.js";

test.each([
  ["", []],
  [" , ", []],
  ["10.0.0.1", ["10.0.0.1"]],
  ["10.0.0.1, 192.168.0.0/16,loopback", ["10.0.0.1", "192.168.0.0/16", "loopback"]],
  ["2001:db8::/32", ["2001:db8::/32"]],
])("parses %j", (list, proxies) => {
  expect(parseTrustedProxies(list)).toEqual(proxies);
});

test.each([
  "proxy.example.com",
  "10.0.0",
  "10.0.0.0/0",
  "10.0.0.0/33",
  "10.0.0.0/8/8",
  "::1/129",
  "*",
  "true",
])("rejects %j", (list) => {
  expect(() => parseTrustedProxies(list)).toThrow(`${JSON.stringify(list)} is not an IP address`);
});
