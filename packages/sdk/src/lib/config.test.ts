import { afterEach, describe, expect, test, vi } from "vitest";
import { SyllableSDK } from "../sdk/sdk.js";
import { SDK_METADATA, ServerList, serverURLFromOptions } from "./config.js";
import { env } from "./env.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe("the server", () => {
  test("is the platform by default", () => {
    vi.stubEnv("SYLLABLESDK_SERVER_URL", "");
    expect(serverURLFromOptions({}).href).toBe("https://api.syllable.cloud/");
    expect(ServerList).toEqual(["https://api.syllable.cloud"]);
  });

  test("comes from the environment if no option selects it", () => {
    vi.stubEnv("SYLLABLESDK_SERVER_URL", "http://env:1");
    expect(serverURLFromOptions({}).origin).toBe("http://env:1");
    expect(serverURLFromOptions({ serverURL: "http://given:2" }).origin).toBe("http://given:2");
    expect(serverURLFromOptions({ serverIdx: 0 }).origin).toBe("https://api.syllable.cloud");
  });
});

test("the environment may be missing or unreadable", () => {
  vi.stubGlobal("process", undefined);
  expect(env("API_KEY_HEADER")).toBeUndefined();
  vi.stubGlobal("process", {
    get env() {
      throw new Error("not allowed");
    },
  });
  expect(env("API_KEY_HEADER")).toBeUndefined();
});

test("the metadata has the version of the package", async () => {
  const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
  expect(SDK_METADATA.sdkVersion).toBe(manifest.version);
  expect(SDK_METADATA.userAgent).toBe(`${manifest.name}/${manifest.version}`);
});

test("a client needs no options and creates its resources once", () => {
  const sdk = new SyllableSDK();
  expect(sdk.sessions).toBe(sdk.sessions);
});
