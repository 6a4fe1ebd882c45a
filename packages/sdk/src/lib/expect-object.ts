import { SDKValidationError } from "../models/errors/sdk-validation-error.js";

/**
 * Checks an argument that has fields.
 * @param name the name of the argument in the error message
 * @throws {SDKValidationError} if the value is not an object
 */
export function expectObject(value: unknown, name = "options"): void {
  if (value !== Object(value)) throw new SDKValidationError(`${name}: expected an object`, value);
}
