import { type SignInWire, signInModel, validateJson } from "syllable-contract";
import { InvalidInputError } from "../errors.js";

/** What a browser signs in with. */
export type SignIn = { readonly apiKey: string } | { readonly link: string };

/**
 * Reads the body of a sign-in.
 * @throws InvalidInputError if it has not exactly one of a key and a link
 */
export function readSignIn(body: unknown): SignIn {
  const errors = validateJson(signInModel, body, ["body"]);
  if (errors.length > 0) throw new InvalidInputError(errors);
  const { api_key: apiKey, link } = body as SignInWire;
  if (apiKey && !link) return { apiKey };
  if (link && !apiKey) return { link };
  throw InvalidInputError.at(["body"], "must have either api_key or link");
}
