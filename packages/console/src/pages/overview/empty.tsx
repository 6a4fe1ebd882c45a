import { fromAbsolute, toCalendarDate } from "@internationalized/date";
import type { Zone } from "../../app/preferences.ts";
import { Blank } from "../../components/blank.tsx";
import { Button } from "../../components/button.tsx";
import { describeDays } from "../../filters/describe-range.ts";
import { Empty, NoSessions } from "../../filters/empty.tsx";
import { dayZone } from "../../filters/range.ts";
import { isDated, type ListSearch } from "../../filters/search.ts";
import { useNewest } from "./data.ts";

const DAYS = 7;
const ALL_TIME = { range: undefined, from: undefined, until: undefined } as const;

/** Shown instead of the charts if no session matches: why, and what to do. */
export function OverviewEmpty(props: {
  search: ListSearch;
  zone: Zone;
  change: (change: Partial<ListSearch>) => void;
}) {
  const { search, zone, change } = props;
  const anyTime = { ...search, ...ALL_TIME };
  const newest = useNewest({ search: anyTime, zone });
  const any = useNewest({ search: {}, zone });
  if (newest.isPending || any.isPending) return null;
  if (any.data === null) return <NoSessions search={{}} zone={zone} change={change} />;
  if (!newest.data || !isDated(search))
    return <Empty search={search} zone={zone} change={change} />;
  const last = toCalendarDate(fromAbsolute(newest.data.getTime(), dayZone(zone)));
  const days = { first: last.subtract({ days: DAYS - 1 }), last };
  const range = { range: undefined, from: String(days.first), until: String(days.last) };
  return (
    <Blank
      title="No sessions in this date range"
      actions={
        <>
          <Button kind="primary" onPress={() => change(range)}>
            Show {describeDays(days)}
          </Button>
          <Button onPress={() => change(ALL_TIME)}>Show all time</Button>
        </>
      }
    >
      <p>The newest matching session started on {describeDays({ first: last, last })}.</p>
    </Blank>
  );
}
