import { ADMIN_KEY } from "syllable-test-support/service";
import { withApp } from "syllable-test-support/with-app";
import { expect, test } from "vitest";
import { signToken } from "../../src/recordings/tokens.js";

const app = withApp({ logLevel: "debug" });

test("each request is one line, without its token and its key", async () => {
  const expires = Math.floor(Date.now() / 1000) + 60;
  const grant = { organisation: 1, session: 1, name: "call", expires };
  const token = signToken(app.tokenSecret, grant);
  const stream = "/api/v1/sessions/recording/stream";
  const paths = [
    `${stream}?token=${token}`,
    `${stream}/?token=${token}`,
    `${stream}?mood=1&token=${token}`,
    `${stream}?%74oken=${token}`,
    `${stream}?token=${encodeURIComponent(token).replaceAll(".", "%2E")}`,
    `/nowhere?token=${token}`,
  ];
  for (const path of [...paths, `/%zz?token=${token}`]) await (await app.call(path)).text();
  const requests = app.log().filter(({ msg }) => msg === "request");
  expect(requests).toHaveLength(paths.length);
  expect(requests[0]).toMatchObject({ method: "GET", url: `${stream}?token=***`, status: 404 });
  const [payload, signature] = token.split(".") as [string, string];
  const log = JSON.stringify(app.log());
  for (const secret of [payload, signature, ADMIN_KEY]) expect(log).not.toContain(secret);
});
