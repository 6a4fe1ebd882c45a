/** The values of `target_session_attrs` that fit a service that writes. */
const TARGETS = ["read-write", "primary", "any"] as const;
export type Target = (typeof TARGETS)[number];

/** The other values that libpq knows. */
const READERS = ["read-only", "standby", "prefer-standby"];

const FORM =
  "must be postgres://user:password@host:port/database, with special characters percent-encoded";

/** Everything up to the hosts, the hosts, the path, and the query without its question mark. */
const PARTS = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#]*)([^?#]*)\??([^#]*)/i;

const MAX_PORT = 65_535;

export interface DatabaseUrl {
  /** A URL for each host, in the order in which the hosts are tried. */
  readonly urls: readonly string[];
  /** Which hosts are used. */
  readonly target: Target;
}

/**
 * Parses a URL with any number of hosts, by the rules of libpq: `postgres://a:5432,b:5433/database`, or
 * with the lists as parameters, `postgres:///database?host=a,b&port=5432,5433`.
 * @throws if it is invalid; the message does not quote it, because it may contain a password
 */
export function parseDatabaseUrl(url: string): DatabaseUrl {
  const [, start = "", authority = "", path = "", query = ""] = PARTS.exec(url) ?? [];
  // After the hosts, an @ can only be part of a password with a character that must be encoded.
  const hasSplitPassword = url.slice(start.length + authority.length).includes("@");
  if (start === "" || hasSplitPassword) throw new Error(FORM);
  const parameters = new URLSearchParams(query);
  const listed = parameters.getAll("host").at(-1);
  const hosts = (listed ?? authority).split(",");
  const ports = parameters.getAll("port").at(-1)?.split(",") ?? [];
  check(hosts, ports);
  const urls = hosts.map((host, index) => {
    // URLs must have a host if they have a user, even if a parameter replaces it.
    const one = parse(`${start}${listed === undefined ? host : "localhost"}${path}?${query}`);
    if (listed !== undefined) one.searchParams.set("host", host);
    if (ports.length > 0) one.searchParams.set("port", ports[index] ?? ports[0]!);
    return one.href;
  });
  const target = parameters.getAll("target_session_attrs").at(-1);
  return { urls, target: parseTarget(target ?? (urls.length > 1 ? "read-write" : "any")) };
}

function parse(url: string): URL {
  if (!URL.canParse(url)) throw new Error(FORM);
  return new URL(url);
}

function check(hosts: readonly string[], ports: readonly string[]): void {
  if (hosts.length > 1 && hosts.includes("")) {
    throw new Error("has a list of hosts in which one is empty; remove the extra comma");
  }
  if (ports.length > 1 && ports.length !== hosts.length) {
    throw new Error(
      "has a number of ports that differs from the number of hosts; set one port, or one for each host",
    );
  }
  if (!ports.every((port) => /^\d*$/.test(port) && port !== "0" && Number(port) <= MAX_PORT)) {
    throw new Error(`has a port that is not a number from 1 to ${MAX_PORT}`);
  }
}

function parseTarget(text: string): Target {
  const target = TARGETS.find((known) => known === text);
  if (target !== undefined) return target;
  const allowed = `${TARGETS.slice(0, -1).join(", ")} or ${TARGETS.at(-1)}`;
  throw new Error(
    READERS.includes(text)
      ? `has target_session_attrs=${text}, but the service needs a host that accepts writes; use ${allowed}`
      : `has an unknown target_session_attrs; use ${allowed}`,
  );
}
