import http from "node:http";
import { headers } from "./service.mjs";

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

/** Measures the milliseconds until a response is complete. */
export async function timeOf(url) {
  const start = performance.now();
  await new Promise((resolve, reject) => {
    const request = http.get(url, { headers, agent }, (response) => {
      response.on("error", reject).on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`status ${response.statusCode} for ${url}`));
      });
      response.resume();
    });
    request.on("error", reject);
  });
  return performance.now() - start;
}

/** The value below which this fraction of the values lies. */
export const quantile = (values, fraction) =>
  values.toSorted((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(values.length * fraction))
  ];
