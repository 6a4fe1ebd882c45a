import { Client } from "pg";
import { expect, test } from "vitest";
import { parseDatabaseUrl } from "./database-url.js";
import { Hosts } from "./hosts.js";

/** The host, port and database of each connection, as `pg` reads them. */
const hostsOf = (url: string) =>
  parseDatabaseUrl(url).urls.map((connectionString) => {
    const { host, port, database } = new Client({ connectionString });
    return [host, port, database];
  });

test.each([
  ["postgres://me@a/db", [["a", 5432, "db"]]],
  ["postgresql://me@a:5433/db?sslmode=disable", [["a", 5433, "db"]]],
  [
    "postgres://me@a,b:5433/db",
    [
      ["a", 5432, "db"],
      ["b", 5433, "db"],
    ],
  ],
  [
    "postgres://me@a:1,b:2,[2001:db8::1]:3/db",
    [
      ["a", 1, "db"],
      ["b", 2, "db"],
      ["2001:db8::1", 3, "db"],
    ],
  ],
  [
    "postgres://me@a,b/db?port=6432",
    [
      ["a", 6432, "db"],
      ["b", 6432, "db"],
    ],
  ],
  [
    "postgres://me@/db?host=a,b&port=1,",
    [
      ["a", 1, "db"],
      ["b", 5432, "db"],
    ],
  ],
  [
    "postgres:///db?host=/run/a,/run/b",
    [
      ["/run/a", 5432, "db"],
      ["/run/b", 5432, "db"],
    ],
  ],
  ["postgres://%2Frun%2Fa/db", [["/run/a", 5432, "db"]]],
])("%s has these hosts", (url, hosts) => {
  expect(hostsOf(url)).toEqual(hosts);
});

test("a password with special characters reaches each host unchanged", () => {
  const password = "a,b:c@d/e?f#g %&+é";
  const url = `postgres://me:${encodeURIComponent(password)}@a:1,b:2/db?application_name=x%20y&port=3`;
  const clients = parseDatabaseUrl(url).urls.map((one) => new Client({ connectionString: one }));
  expect(clients.map((client) => [client.user, client.password, client.port])).toEqual([
    ["me", password, 3],
    ["me", password, 3],
  ]);
});

test.each([
  ["postgres://a/db", "any"],
  ["postgres://a,b/db", "read-write"],
  ["postgres:///db?host=a,b", "read-write"],
  ["postgres://a/db?target_session_attrs=primary", "primary"],
  ["postgres://a,b/db?target_session_attrs=any", "any"],
])("the target of %s is %s", (url, target) => {
  expect(parseDatabaseUrl(url).target).toBe(target);
});

test.each(["read-only", "standby", "prefer-standby"])("target %s is rejected", (target) => {
  expect(() => parseDatabaseUrl(`postgres://a,b/db?target_session_attrs=${target}`)).toThrow(
    `has target_session_attrs=${target}, but the service needs a host that accepts writes; use read-write, primary or any`,
  );
});

test.each<[string, RegExp]>([
  ["postgres://a/db?target_session_attrs=secret", /unknown target_session_attrs; use read-write,/],
  ["postgres://a/db?target_session_attrs=", /unknown target_session_attrs/],
  ["postgres://me:secret@a,,b/db", /one is empty/],
  ["postgres://me:secret@/db?host=a,", /one is empty/],
  ["postgres://me:secret@a,b,c/db?port=1,2", /differs from the number of hosts; set one port/],
  ["postgres://me:secret@a/db?port=1,2", /differs from the number of hosts/],
  ["postgres://me:secret@a/db?port=x", /number from 1 to 65535/],
  ["postgres://me:secret@a,b/db?port=1,65536", /number from 1 to 65535/],
  ["postgres://me:secret@a:1,b:secret/db", /^must be postgres:/],
  ["postgres://me:se/cret@:x:/db", /^must be postgres:/],
  ["postgres://me:12/secret@a/db", /^must be postgres:/],
  ["postgres://me:12#secret@a/db", /^must be postgres:/],
  ["postgres://me:12?x=secret@a/db", /^must be postgres:/],
  ["postgres://me:secret@::1,b/db", /^must be postgres:/],
  ["mysql://me:secret@a,b/db", /^must be postgres:/],
  ["secret", /^must be postgres:/],
])("%s is rejected without quoting it", (url, message) => {
  expect(() => parseDatabaseUrl(url)).toThrow(message);
  expect(() => parseDatabaseUrl(url)).not.toThrow("secret");
});

test("a description names all hosts, without credentials", () => {
  const hosts = new Hosts("postgres://me:secret@a.example,[::1]:5433/calls");
  expect(hosts.describe()).toBe("calls on a.example:5432, [::1]:5433");
});
