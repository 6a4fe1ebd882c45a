import { isIP } from "node:net";
import proxyAddr from "@fastify/proxy-addr";

/** Names of ranges: 127.0.0.0/8 and ::1; link-local; private addresses. */
const NAMES = ["loopback", "linklocal", "uniquelocal"];

/** Whether the service trusts a proxy with this address. `hop` is 0 for the other end of the connection. */
export type Trusts = (address: string, hop: number) => boolean;

/** Parses a list such as `10.0.0.1, 192.168.0.0/16, loopback`. Throws if an entry is invalid. */
export function parseTrustedProxies(list: string): string[] {
  const entries = list
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  for (const entry of entries) {
    if (!NAMES.includes(entry) && !isAddressOrRange(entry)) {
      throw new Error(
        `${JSON.stringify(entry)} is not an IP address, a range such as 10.0.0.0/8, or one of ${NAMES.join(", ")}`,
      );
    }
  }
  return entries;
}

/** Returns undefined if no proxy is trusted. */
export const trustIn = (proxies: readonly string[]): Trusts | undefined =>
  proxies.length === 0 ? undefined : proxyAddr.compile([...proxies]);

function isAddressOrRange(text: string): boolean {
  const [address, prefix, ...rest] = text.split("/");
  const version = isIP(address!);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  const bits = Number(prefix);
  return /^\d{1,3}$/.test(prefix) && bits >= 1 && bits <= (version === 4 ? 32 : 128);
}
