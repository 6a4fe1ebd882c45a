import { InvalidArgumentError, Option } from "commander";

/** Where the service keeps what it is given. */
export const dataDirOption = (): Option =>
  new Option("--data-dir <folder>", "the folder of the sessions and recordings")
    .env("SYLLABLE_DATA_DIR")
    .default("./data")
    .argParser(named("a folder"));

/** Reads a text that is not empty. */
export const named =
  (what: string) =>
  (text: string): string => {
    if (text.trim() === "") throw new InvalidArgumentError(`It must name ${what}.`);
    return text;
  };

/** Reads a whole number from `min` to `max`. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    }
    return value;
  };

/** The database of the sessions, where they are not in the data folder. */
export const databaseUrlOption = (): Option =>
  new Option(
    "--database-url <url>",
    "the PostgreSQL database of the sessions, postgres://… (default: a file in the data folder)",
  ).env("SYLLABLE_DATABASE_URL");
