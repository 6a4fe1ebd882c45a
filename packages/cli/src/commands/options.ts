import { InvalidArgumentError, Option } from "commander";

export const dataDirOption = (): Option =>
  new Option("--data-dir <folder>", "folder of the sessions and recordings")
    .env("SYLLABLE_DATA_DIR")
    .default("./data")
    .argParser(nonEmpty("a folder"));

export const databaseUrlOption = (): Option =>
  new Option(
    "--database-url <url>",
    "PostgreSQL database of the sessions, postgres://…; with several hosts (a:5432,b:5432), the one that accepts writes is used (default: SQLite in the data folder)",
  ).env("SYLLABLE_DATABASE_URL");

export const recordingsUrlOption = (): Option =>
  new Option(
    "--recordings-url <url>",
    "where recordings are stored: file:///folder or s3://bucket/prefix (default: the data folder)",
  ).env("SYLLABLE_RECORDINGS_URL");

export const s3EndpointOption = (): Option =>
  new Option("--s3-endpoint <url>", "endpoint of the object store for s3:// (default: AWS)")
    .env("SYLLABLE_S3_ENDPOINT")
    .argParser(httpUrl);

/** Parses an http or https URL. Rejects all others. */
export function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    throw new InvalidArgumentError("It must be an http or https URL.");
  }
  return text;
}

/** Returns a parser that rejects an empty value. */
export const nonEmpty =
  (what: string) =>
  (text: string): string => {
    if (text.trim() === "") throw new InvalidArgumentError(`It must be ${what}.`);
    return text;
  };

/** Returns a parser of whole numbers from `min` to `max`. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    }
    return value;
  };
