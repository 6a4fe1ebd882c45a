import { SyllableSDK } from "syllable-sdk";
import { ADMIN_KEY, type TestService } from "./service.js";

export const sdkFor = (service: TestService): SyllableSDK =>
  new SyllableSDK({ apiKeyHeader: ADMIN_KEY, serverURL: service.url });

/** Reads a whole stream. */
export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
