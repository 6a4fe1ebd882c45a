import type { SessionsStatsRequest } from "syllable-sdk/models/operations";
import type { Filter, ListSearch } from "../../../filters/search.ts";
import type { Breakdown } from "../search.ts";
import { CHANNEL_NAMES } from "./groups.ts";
import { countBy, narrow, type Scope, type Source, sessionsIn } from "./scope.ts";

/** Groups that are shown one by one. */
const MAX_GROUPS = 6;

export interface Group {
  /** The value that its sessions have, if they have one. */
  readonly value: string | undefined;
  readonly name: string;
  readonly sessions: number;
  readonly bad: number;
  readonly link?: ListSearch | undefined;
  readonly badLink?: ListSearch | undefined;
}

export interface Groups {
  readonly groups: readonly Group[];
  /** The others, together. */
  readonly others: { readonly count: number; readonly sessions: number };
}

type Property = Filter & SessionsStatsRequest["groupBy"];

/** The properties of each breakdown: the first one that has values is used. */
const PROPERTIES: Readonly<Record<Breakdown, readonly Property[]>> = {
  agent: ["agent_id", "agent_name"],
  prompt: ["prompt_id", "prompt_name"],
  channel: ["channel_manager_type"],
};

/** The sessions by agent, prompt or channel, and how many of them have the label BAD. */
export async function loadBreakdown(
  source: Source,
  scope: Scope,
  breakdown: Breakdown,
): Promise<Groups | undefined> {
  for (const property of PROPERTIES[breakdown]) {
    const { groups, totalCount } = await countBy(source, scope, property);
    if (totalCount === 0) return undefined;
    const values = groups.flatMap(({ key }) => (key == null ? [] : [key]));
    if (values.length > 0 || property === PROPERTIES[breakdown].at(-1)) {
      return await groupsOf(source, scope, property, groups, breakdown);
    }
  }
  return undefined;
}

async function groupsOf(
  source: Source,
  scope: Scope,
  property: Property,
  counted: Awaited<ReturnType<typeof countBy>>["groups"],
  breakdown: Breakdown,
): Promise<Groups> {
  const { search, zone } = scope;
  const badSearch = narrow(search, "label", "bad");
  const bad = await countBy(source, { search: badSearch, zone }, property);
  const shown = counted.slice(0, MAX_GROUPS);
  const rest = counted.slice(MAX_GROUPS);
  const linkTo = (key: string | null | undefined, from: ListSearch | undefined) => {
    if (key == null || !from) return undefined;
    if (!isName(property)) return narrow(from, property, key);
    return isPartOfOne(key, counted) ? { ...from, [property]: key } : undefined;
  };
  const groups = shown.map(
    async ({ key, sessions }): Promise<Group> => ({
      value: key ?? undefined,
      name: await nameOf(source, property, key, breakdown),
      sessions,
      bad: sessionsIn(bad, key ?? null),
      link: linkTo(key, search),
      badLink: linkTo(key, badSearch),
    }),
  );
  return {
    groups: await Promise.all(groups),
    others: { count: rest.length, sessions: rest.reduce((sum, { sessions }) => sum + sessions, 0) },
  };
}

const isName = (property: Property) => property.endsWith("_name");

/** Whether a filter by a name, which matches parts of names, selects one group only. */
const isPartOfOne = (
  name: string,
  groups: readonly { readonly key?: string | null | undefined }[],
): boolean =>
  groups.filter(({ key }) => key?.toLowerCase().includes(name.toLowerCase())).length === 1;

async function nameOf(
  source: Source,
  property: Property,
  key: string | null | undefined,
  breakdown: Breakdown,
): Promise<string> {
  if (key == null) return `No ${breakdown}`;
  if (breakdown === "channel") return CHANNEL_NAMES.get(key) ?? key;
  if (isName(property)) return key;
  return (await source.nameOf(breakdown, key)) ?? key;
}
