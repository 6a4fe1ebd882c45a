import { fold } from "../port/fold.js";
import type { SessionRecord } from "../port.js";
import type { Sql, Value } from "./database.js";
import { Dictionary } from "./dictionary.js";
import { indexedText } from "./indexed-text.js";
import { PROFILE_COLUMNS, profileOf } from "./session-profile.js";

/** What a session is counted by. */
export interface CountedSession {
  readonly timestamp: number;
  readonly isTest: 0 | 1;
  readonly profile: number;
  readonly source: number;
  readonly target: number;
}

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

const indexed = (value: string | number | boolean | undefined): string | null =>
  value === undefined ? null : indexedText(String(value));

export const valuesOf = (organisation: number, row: SessionRow): Value[] => {
  const { properties, json } = row.record;
  return [
    organisation,
    row.id,
    row.timestamp,
    row.isTest,
    row.profile,
    row.source,
    row.target,
    indexed(properties.conversation_id),
    indexed(properties.channel_manager_sid),
    (properties.duration as number | undefined) ?? null,
    json,
  ];
};

/** The session's JSON, telling the id of its newest label. */
export const withLabel = (json: string, label: number): string =>
  JSON.stringify({ ...JSON.parse(json), session_label_id: String(label) });

/** An absent value has a key of its own, before all others. */
const keyOf = (value: string | undefined): string => (value === undefined ? "" : keyOfValue(value));

/** The key under which a value of a source or target is kept. */
export const keyOfValue = (value: string): string => indexedText(`=${value}`);

/** Makes rows of sessions; what they share with others is kept once, and told by its id. */
export class SessionRows {
  readonly #profiles = new Dictionary("session_profiles", PROFILE_COLUMNS);
  readonly #sources = new Dictionary("session_values", ["folded"], "source");
  readonly #targets = new Dictionary("session_values", ["folded"], "target");

  /** `remember` is to be called once the transaction is through. */
  async of(
    sql: Sql,
    organisation: number,
    records: readonly SessionRecord[],
  ): Promise<{ rows: SessionRow[]; remember: () => void }> {
    const profiles = new Map<string, () => Value[]>();
    const sources = new Map<string, () => Value[]>();
    const targets = new Map<string, () => Value[]>();
    const keyed = records.map((record) => {
      const profile = profileOf(record);
      profiles.set(profile.key, profile.values);
      const addresses = [
        [sources, record.properties.source],
        [targets, record.properties.target],
      ] as const;
      const [source, target] = addresses.map(([values, address]) => {
        const text = address as string | undefined;
        const key = keyOf(text);
        values.set(key, () => [text === undefined ? null : fold(text)]);
        return key;
      });
      return { record, profile: profile.key, source: source!, target: target! };
    });
    const known = [
      await this.#profiles.resolve(sql, organisation, profiles),
      await this.#sources.resolve(sql, organisation, sources),
      await this.#targets.resolve(sql, organisation, targets),
    ] as const;
    const rows = keyed.map(({ record, profile, source, target }) => ({
      id: record.id,
      record,
      timestamp: record.timestamp,
      isTest: record.isTest ? (1 as const) : (0 as const),
      profile: known[0].ids.get(profile)!,
      source: known[1].ids.get(source)!,
      target: known[2].ids.get(target)!,
    }));
    return {
      rows,
      remember: () => {
        for (const { remember } of known) remember();
      },
    };
  }
}
