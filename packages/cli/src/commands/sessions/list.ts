import { Command, InvalidArgumentError, Option } from "commander";
import { OrderByDirection, SessionProperties } from "syllable-sdk/models/components";
import { addClientOptions, type ClientOptions } from "../../client/options.js";
import { CommandError } from "../../errors.js";
import type { Column, Item } from "../../output/formats.js";
import { clock, column, text, timeColumn } from "../../output/values.js";
import { wholeNumber } from "../options.js";
import { listOf, read } from "./read.js";

interface ListOptions extends ClientOptions {
  readonly page: number;
  readonly limit: number;
  readonly search: string[];
  readonly searchField: SessionProperties[];
  readonly orderBy?: SessionProperties;
  readonly order?: OrderByDirection;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly fields?: SessionProperties[];
}

const PROPERTIES = Object.values(SessionProperties);
const MAX_PAGE = 2 ** 31 - 1;
const MAX_LIMIT = 10_000;

const HELP = `
Each --search is the value of the --search-field in the same position:
  syllable sessions list --search-field agent_name --search front --search-field duration --search ">=60"

Properties: ${PROPERTIES.join(", ")}.`;

export const listCommand = (): Command =>
  addClientOptions(
    new Command("list")
      .description("List sessions, one page at a time.")
      .addOption(
        new Option("--page <number>", "page to print; the first is 0")
          .default(0)
          .argParser(wholeNumber(0, MAX_PAGE)),
      )
      .addOption(
        new Option("--limit <number>", "maximum number of sessions per page")
          .default(25)
          .argParser(wholeNumber(0, MAX_LIMIT)),
      )
      .addOption(
        new Option("--search-field <property>", "property to filter by; may be repeated")
          .default([], "none")
          .argParser((value, before: SessionProperties[]) => [...before, property(value)]),
      )
      .addOption(
        new Option("--search <text>", "value to filter by; may be repeated")
          .default([], "none")
          .argParser((value, before: string[]) => [...before, value]),
      )
      .addOption(
        new Option(
          "--start-date <date>",
          "earliest start: an ISO 8601 date or date-time, inclusive",
        ),
      )
      .addOption(
        new Option("--end-date <date>", "latest start: an ISO 8601 date or date-time, exclusive"),
      )
      .addOption(
        new Option("--order-by <property>", "property to sort by (default: timestamp)").argParser(
          property,
        ),
      )
      .addOption(
        new Option("--order <direction>", "direction to sort in (default: desc)").choices(
          Object.values(OrderByDirection),
        ),
      )
      .addOption(
        new Option(
          "--fields <properties>",
          "properties to print, separated by commas (default: all)",
        ).argParser((value) => value.split(",").map((name) => property(name.trim()))),
      )
      .addHelpText("after", HELP),
  ).action(list);

async function list(options: ListOptions): Promise<void> {
  const { search, searchField, fields } = options;
  if (search.length !== searchField.length) {
    throw new CommandError(
      `--search is used ${times(search.length)} and --search-field ${times(searchField.length)}; each --search needs a --search-field`,
    );
  }
  const request = {
    page: options.page,
    limit: options.limit,
    searchFields: searchField,
    searchFieldValues: search,
    orderBy: options.orderBy,
    orderByDirection: options.order,
    fields,
    startDatetime: options.startDate,
    endDatetime: options.endDate,
  };
  await read(options, (sdk) => sdk.sessions.list(request), {
    items: listOf("items"),
    columns: fields ? columnsOf(fields) : COLUMNS,
    csvColumns: fields ? withTimestamp(fields) : PROPERTIES,
    note,
  });
}

const times = (count: number): string => (count === 1 ? "once" : `${count} times`);

const DURATION: Column = {
  head: "DURATION",
  value: (item) => clock(item.duration),
  isNumber: true,
};

const COLUMNS: readonly Column[] = [
  column("ID", "session_id"),
  timeColumn(),
  DURATION,
  column("AGENT", "agent_name", { wraps: true }),
  column("CHANNEL", "channel_manager_type"),
  column("FROM", "source"),
  column("TO", "target"),
];

/** A response always has the timestamp. */
const withTimestamp = (fields: readonly SessionProperties[]): SessionProperties[] => [
  ...new Set([SessionProperties.Timestamp, ...fields]),
];

const columnsOf = (fields: readonly SessionProperties[]): Column[] =>
  withTimestamp(fields).map((name) => {
    if (name === SessionProperties.Timestamp) return timeColumn();
    if (name === SessionProperties.Duration) return DURATION;
    return column(name.toUpperCase(), name, { wraps: true });
  });

/** Such as `Page 0; the last page is 3. 94 sessions in total.` */
function note({ page, total_pages: pages, total_count: total, items }: Item): string {
  const shown = Array.isArray(items) ? items.length : 0;
  if (typeof total !== "number") return `${shown} sessions on page ${text(page)}`;
  if (total === 0) return "No sessions match.";
  const sessions = total === 1 ? "1 session" : `${total} sessions`;
  return typeof pages === "number" && pages > 1
    ? `Page ${text(page)}; the last page is ${pages - 1}. ${sessions} in total.`
    : `${sessions} in total.`;
}

function property(name: string): SessionProperties {
  const found = PROPERTIES.find((property) => property === name);
  if (found) return found;
  throw new InvalidArgumentError(`It must be one of ${PROPERTIES.join(", ")}.`);
}
