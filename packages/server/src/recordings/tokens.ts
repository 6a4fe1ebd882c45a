import { createHmac, timingSafeEqual } from "node:crypto";

/** The recording that a token gives access to. */
export interface RecordingGrant {
  readonly organisation: number;
  readonly session: number;
  readonly name: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** A token is the grant and its HMAC-SHA256, both in base64url, joined by a dot. */
export function signToken(secret: Buffer, grant: RecordingGrant): string {
  const { organisation, session, name, expires } = grant;
  const payload = Buffer.from(JSON.stringify([organisation, session, name, expires])).toString(
    "base64url",
  );
  return `${payload}.${signatureOf(secret, payload).toString("base64url")}`;
}

/** The grant of a token signed with this secret, expired or not; undefined for any other text. */
export function verifyToken(secret: Buffer, token: string): RecordingGrant | undefined {
  const [payload, signature, ...rest] = token.split(".");
  if (!payload || !signature || rest.length > 0) return undefined;
  const received = Buffer.from(signature, "base64url");
  const expected = signatureOf(secret, payload);
  if (received.length !== expected.length || !timingSafeEqual(received, expected)) return undefined;
  // Several base64url texts decode to the same bytes. Only the text that was issued is valid.
  if (received.toString("base64url") !== signature) return undefined;
  const [organisation, session, name, expires] = JSON.parse(
    Buffer.from(payload, "base64url").toString(),
  ) as [number, number, string, number];
  return { organisation, session, name, expires };
}

const signatureOf = (secret: Buffer, payload: string): Buffer =>
  createHmac("sha256", secret).update(`recording.${payload}`).digest();
