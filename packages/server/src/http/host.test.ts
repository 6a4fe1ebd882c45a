import { expect, test } from "vitest";
import { isHostAndPort } from "./host.js";

test.each([
  "calls.example.com",
  "calls.example.com:8443",
  "CALLS.example.COM.",
  "service-1_a~b:8001",
  "localhost",
  "127.0.0.1:65535",
  "[::1]",
  "[2001:db8::7]:8001",
  "[::ffff:10.0.0.1]:1",
  "x".repeat(255),
])("%s is valid", (text) => {
  expect(isHostAndPort(text)).toBe(true);
});

test.each([
  "",
  " ",
  "evil.example/x?y=",
  "user:pw@evil",
  "user@evil",
  'x"><script>',
  "a b",
  "a,b",
  "a%2eb",
  "a#b",
  "a?b",
  "a\\b",
  "exämple",
  "a:",
  "a:b",
  "a:80:81",
  "a:65536",
  "a:123456",
  ":80",
  "::1",
  "[::1",
  "[]",
  "[::1]x",
  "[1::2::3]",
  "[fe80::1%eth0]",
  "[127.0.0.1]",
  "x".repeat(256),
])("%j is not a host", (text) => {
  expect(isHostAndPort(text)).toBe(false);
});
