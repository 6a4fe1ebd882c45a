import { foldAddress } from "../port/address.js";
import type { SessionRecord } from "../port.js";
import type { Sql, Value } from "./database.js";
import { Dictionary } from "./dictionary.js";
import { indexedText } from "./indexed-text.js";
import { PROFILE_COLUMNS, type Profile, profileOf } from "./session-profile.js";
import { together } from "./together.js";
import type { RemovedEntries } from "./unused-entries.js";

/** The values by which a session is counted. */
export interface CountedSession {
  readonly timestamp: number;
  readonly isTest: 0 | 1;
  /** In seconds. */
  readonly duration: number | null;
  /** The ids of the session's profile, source and target. */
  readonly profile: number;
  readonly source: number;
  readonly target: number;
  /** The times that were measured in the session; see `withTimes`. */
  readonly measured?: string | null;
}

/** A session, with the ids that its row contains. */
export interface SessionRow extends CountedSession {
  readonly id: number;
  readonly record: SessionRecord;
}

export const SESSION_COLUMNS = [
  "org_id",
  "session_id",
  "timestamp",
  "is_test",
  "profile_id",
  "source_id",
  "target_id",
  "conversation_id",
  "channel_manager_sid",
  "duration",
  "wire",
] as const;

const toIndexed = (value: string | number | boolean | undefined): string | null =>
  value === undefined ? null : indexedText(String(value));

/** The values of `SESSION_COLUMNS`. */
export const columnValues = (organisation: number, row: SessionRow): Value[] => {
  const { properties, json } = row.record;
  return [
    organisation,
    row.id,
    row.timestamp,
    row.isTest,
    row.profile,
    row.source,
    row.target,
    toIndexed(properties.conversation_id),
    toIndexed(properties.channel_manager_sid),
    row.duration,
    json,
  ];
};

/** The JSON of a session with the id of its newest label. */
export const withLabelId = (json: string, label: number): string =>
  JSON.stringify({ ...JSON.parse(json), session_label_id: String(label) });

/** The key of a source or target. An absent value has the key that sorts first. */
const keyOf = (value: string | undefined): string => (value === undefined ? "" : keyOfValue(value));

/** The key under which a source or target is stored. */
export const keyOfValue = (value: string): string => indexedText(`=${value}`);

/** Converts records to rows. Profiles, sources and targets are stored once, and rows have their ids. */
export class SessionRows {
  readonly #profiles = new Dictionary("session_profiles", PROFILE_COLUMNS);
  readonly #sources = new Dictionary("session_values", ["folded"], "source");
  readonly #targets = new Dictionary("session_values", ["folded"], "target");
  #otherCommits: number | undefined;

  /** Forgets the cached ids of entries that the current transaction removes. */
  forget(organisation: number, { profiles, values }: RemovedEntries): void {
    this.#profiles.forget(organisation, profiles);
    this.#sources.forget(organisation, values.source);
    this.#targets.forget(organisation, values.target);
  }

  /** Forgets all cached ids. */
  forgetAll(): void {
    for (const dictionary of [this.#profiles, this.#sources, this.#targets]) dictionary.forgetAll();
  }

  /** Forgets all cached ids if another connection to the database has committed anything. */
  async #forgetChanged(sql: Sql): Promise<void> {
    const { otherCommits } = sql.dialect;
    if (otherCommits === undefined) return;
    const [commits] = (await sql.row<[number]>(otherCommits))!;
    if (commits !== this.#otherCommits) this.forgetAll();
    this.#otherCommits = commits;
  }

  /**
   * Finds the ids of profiles by their keys, and inserts those that are missing. Call `remember` once the transaction is
   * committed.
   */
  async resolveProfiles(sql: Sql, organisation: number, profiles: readonly Profile[]) {
    await this.#forgetChanged(sql);
    const entries = new Map(profiles.map(({ key, values }) => [key, values]));
    return this.#profiles.resolve(sql, organisation, entries);
  }

  /** Call `remember` once the transaction is committed: it caches the ids that were looked up. */
  async resolve(
    sql: Sql,
    organisation: number,
    records: readonly SessionRecord[],
  ): Promise<{ rows: SessionRow[]; remember: () => void }> {
    await this.#forgetChanged(sql);
    const profiles = new Map<string, () => Value[]>();
    const sources = new Map<string, () => Value[]>();
    const targets = new Map<string, () => Value[]>();
    const keyed = records.map((record) => {
      const profile = profileOf(record);
      profiles.set(profile.key, profile.values);
      const source = addValue(sources, record.properties.source);
      const target = addValue(targets, record.properties.target);
      return { record, profile: profile.key, source, target };
    });
    const resolved = await together([
      this.#profiles.resolve(sql, organisation, profiles),
      this.#sources.resolve(sql, organisation, sources),
      this.#targets.resolve(sql, organisation, targets),
    ]);
    const [profileIds, sourceIds, targetIds] = resolved.map(({ ids }) => ids);
    const rows = keyed.map(({ record, profile, source, target }) => ({
      id: record.id,
      record,
      timestamp: record.timestamp,
      isTest: record.isTest ? (1 as const) : (0 as const),
      duration: (record.properties.duration as number | undefined) ?? null,
      profile: profileIds!.get(profile)!,
      source: sourceIds!.get(source)!,
      target: targetIds!.get(target)!,
    }));
    return {
      rows,
      remember: () => {
        for (const { remember } of resolved) remember();
      },
    };
  }
}

/** Adds a source or target to the values to look up, and returns its key. */
function addValue(
  values: Map<string, () => Value[]>,
  value: string | number | boolean | undefined,
): string {
  const text = value as string | undefined;
  const key = keyOf(text);
  values.set(key, () => [text === undefined ? null : foldAddress(text)]);
  return key;
}
