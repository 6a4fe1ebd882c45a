import { type Client, connect } from "../../client/connect.js";
import type { ClientOptions } from "../../client/options.js";
import type { Column, Item, Output } from "../../output/formats.js";
import { print } from "../../output/print.js";

/** How a response is shown: its items and the columns of their table. */
export interface View {
  items(response: Item): readonly Item[];
  /** The rows of the table, if they are not the items. */
  rows?(response: Item): readonly Item[];
  columns: readonly Column[];
  csvColumns?: readonly string[];
  /** Printed below the table. */
  note?(response: Item): string | undefined;
}

/** Calls the server and prints the response in the format that the options name. */
export async function read(
  options: ClientOptions,
  call: (sdk: Client["sdk"]) => Promise<unknown>,
  view: View,
): Promise<void> {
  const { sdk, lastJson } = await connect(options);
  await call(sdk);
  await print(toOutput(await lastJson(), view), options.output);
}

function toOutput(json: string, { items, rows = items, columns, csvColumns, note }: View): Output {
  const response: Item = JSON.parse(json);
  return {
    json,
    items: items(response),
    rows: rows(response),
    columns,
    csvColumns,
    note: note?.(response),
  };
}

/** The list that a response has under a name. */
export const listOf =
  (name: string) =>
  (response: Item): readonly Item[] =>
    Array.isArray(response[name]) ? response[name] : [];
