import http from "node:http";
import { headers } from "./service.mjs";

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

/** Milliseconds until the whole of an answer is there. */
export async function timeOf(url) {
  const begun = performance.now();
  await new Promise((resolve, reject) => {
    const request = http.get(url, { headers, agent }, (response) => {
      response.on("error", reject).on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${response.statusCode} of ${url}`));
      });
      response.resume();
    });
    request.on("error", reject);
  });
  return performance.now() - begun;
}

/** The value below which that part of the values lies. */
export const quantile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
