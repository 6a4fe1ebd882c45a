import { ResponseValidationError } from "../models/errors/response-validation-error.js";
import type { Reader } from "./context.js";
import { metaOf } from "./error-body.js";

/** Reads an answer that has one value of JSON a line. */
export const readLines: Reader = {
  accept: "application/x-ndjson",
  takes: ({ headers }) => /^application\/x-ndjson/.test(headers.get("content-type")!),
  async read(response, { mask }, scope) {
    const text = await scope.race(response.text());
    try {
      return text.split("\n").flatMap((line) => (line ? [JSON.parse(line)] : []));
    } catch {
      const meta = metaOf(response, text, mask);
      throw new ResponseValidationError("not JSON lines", { ...meta, rawValue: text });
    }
  },
};
