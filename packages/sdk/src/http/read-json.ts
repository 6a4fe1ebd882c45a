import { decode, MismatchError, type Model } from "syllable-contract";
import { ResponseValidationError } from "../models/errors/response-validation-error.js";
import type { Reader } from "./context.js";
import { metaOf } from "./error-body.js";
import { readText } from "./read-body.js";

/** Reads a response that is a model in JSON. */
export const readJson: Reader = {
  accept: "application/json",
  takes: ({ headers }) => /[/+]json\b/i.test(headers.get("content-type")!),
  async read(response, context, scope) {
    const { operation } = context;
    const text = await readText(response, context, scope);
    let rawValue: unknown = text;
    try {
      rawValue = JSON.parse(text);
      return decode(operation.result as Model, rawValue);
    } catch (error) {
      const why = error instanceof MismatchError ? error.message : "not JSON";
      throw new ResponseValidationError(why, { ...metaOf(response, text, context), rawValue });
    }
  },
};
