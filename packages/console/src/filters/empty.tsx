import type { ReactNode } from "react";
import type { Zone } from "../app/preferences.ts";
import { Blank } from "../components/blank.tsx";
import { Button } from "../components/button.tsx";
import { counted } from "../text/numbers.ts";
import { KINDS } from "./kinds.ts";
import { FILTERS, isFiltered, type ListSearch } from "./search.ts";
import { useTotals } from "./totals.ts";

interface Props {
  readonly search: ListSearch;
  readonly zone: Zone;
  readonly change: (change: Partial<ListSearch>) => void;
}

/** A change that removes one filter. */
interface Removal {
  readonly name: string;
  readonly change: Partial<ListSearch>;
}

const RANGE: Removal = {
  name: "date range",
  change: { range: undefined, from: undefined, until: undefined },
};

const ALL_FILTERS = Object.fromEntries(
  [...FILTERS, ...Object.keys(RANGE.change)].map((name) => [name, undefined]),
) as Partial<ListSearch>;

/** Shown instead of sessions if there are none: why, and what to do. */
export function Empty(props: Props) {
  return isFiltered(props.search) ? <NoMatch {...props} /> : <NoSessions {...props} />;
}

/** Finds the filters whose removal alone leads to sessions. */
export function NoMatch({ search, zone, change, children }: Props & { children?: ReactNode }) {
  const removals = [
    ...FILTERS.filter((name) => search[name] !== undefined).map((name) => ({
      name: `${KINDS[name].title} filter`,
      change: { [name]: undefined },
    })),
    ...(search.range || search.from || search.until ? [RANGE] : []),
  ];
  const totals = useTotals(
    removals.map((removal) => ({ ...search, ...removal.change })),
    zone,
  );
  const helpful = removals
    .map((removal, index) => ({ ...removal, total: totals[index]?.data ?? 0 }))
    .filter(({ total }) => total > 0);
  const isKnown = totals.every(({ isPending }) => !isPending);
  return (
    <Blank
      title="No sessions match these filters"
      actions={
        <>
          {children}
          {helpful.map(({ name, change: removal }) => (
            <Button key={name} onPress={() => change(removal)}>
              Remove the {name}
            </Button>
          ))}
          {removals.length > 1 && (
            <Button kind="quiet" onPress={() => change(ALL_FILTERS)}>
              Clear all filters
            </Button>
          )}
        </>
      }
    >
      {helpful.map(({ name, total }) => (
        <p key={name}>
          Without the {name}, {counted(total, "session")} {total === 1 ? "matches" : "match"}.
        </p>
      ))}
      {isKnown && helpful.length === 0 && <p>Removing a single filter does not help.</p>}
    </Blank>
  );
}

export function NoSessions({ search, zone, change }: Props) {
  const [tests] = useTotals([{ ...search, is_test: "only" }], zone);
  const total = tests?.data ?? 0;
  if (total > 0) {
    return (
      <Blank
        title="There are only test sessions"
        actions={<Button onPress={() => change({ is_test: "only" })}>Show test sessions</Button>}
      >
        <p>
          {counted(total, "test session")} {total === 1 ? "is" : "are"} hidden by default.
        </p>
      </Blank>
    );
  }
  return (
    <Blank title="No sessions yet">
      <p>Import a file of sessions, or send them from your telephony service.</p>
      <pre>
        {`curl -H "Syllable-API-Key: $KEY" \\
  ${location.origin}/api/v1/sessions/import \\
  --data-binary @sessions.jsonl`}
      </pre>
    </Blank>
  );
}
