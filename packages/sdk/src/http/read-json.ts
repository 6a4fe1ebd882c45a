import { decode, MismatchError, type Model } from "syllable-contract";
import { ResponseValidationError } from "../models/errors/response-validation-error.js";
import type { Reader } from "./context.js";
import { metaOf } from "./error-body.js";
import { maxBytesOf, readText } from "./read-body.js";

/** Reads a model in JSON. */
export const readJson: Reader = {
  accept: "application/json",
  accepts: ({ headers }) => /[/+]json\b/i.test(headers.get("content-type")!),
  async read(response, context, deadline) {
    const { operation } = context;
    const text = await readText(response, deadline, maxBytesOf(context));
    try {
      return decode(operation.result as Model, JSON.parse(text));
    } catch (error) {
      const isJson = error instanceof MismatchError;
      const message = isJson ? error.message : "not valid JSON";
      // Parsed again, because `decode` changes the value.
      const rawValue = isJson ? JSON.parse(text) : text;
      throw new ResponseValidationError(message, { ...metaOf(response, text, context), rawValue });
    }
  },
};
