import { DateFormatter } from "@internationalized/date";
import { useState } from "react";
import type { Zone } from "../app/preferences.ts";
import { Button } from "../components/button.tsx";
import { columnZoneName } from "../text/times.ts";
import { Chip } from "./chip.tsx";
import styles from "./forms.module.css";
import { Options } from "./forms.tsx";
import { type Days, daysOf, presetDays } from "./range.ts";
import { type ListSearch, PRESETS, type Preset } from "./search.ts";

const NAMES: Readonly<Record<Preset, string>> = {
  today: "Today",
  yesterday: "Yesterday",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  month: "This month",
  "last-month": "Last month",
};

const day = new DateFormatter("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dayAndYear = new DateFormatter("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** `11–17 Nov`, with the year if it is not this one. */
function describeDays({ first, last }: Days): string {
  const thisYear = new Date().getFullYear();
  const needsYear = [first, last].some((date) => date && date.year !== thisYear);
  const format = needsYear ? dayAndYear : day;
  if (first && last) {
    return first.compare(last) === 0
      ? format.format(first.toDate("UTC"))
      : format.formatRange(first.toDate("UTC"), last.toDate("UTC"));
  }
  if (first) return `from ${format.format(first.toDate("UTC"))}`;
  return last ? `until ${format.format(last.toDate("UTC"))}` : "All time";
}

/** The range of days, with its zone. */
export function RangeChip(props: {
  search: ListSearch;
  zone: Zone;
  onChange: (change: Partial<ListSearch>) => void;
}) {
  const { search, zone, onChange } = props;
  const days = daysOf(search, zone);
  const isSet = days.first !== undefined || days.last !== undefined;
  return (
    <Chip
      title={search.range ? NAMES[search.range] : isSet ? "Date" : ""}
      value={describeDays(days)}
      after={isSet ? columnZoneName(zone === "agent" ? "local" : zone) : undefined}
      icon="calendar"
      isSet={isSet}
      onClear={() => onChange({ range: undefined, from: undefined, until: undefined })}
    >
      {(close) => (
        <>
          <Options
            value={search.range ?? (isSet ? undefined : "")}
            options={[
              { value: "", name: "All time" },
              ...PRESETS.map((value) => ({
                value,
                name: NAMES[value],
                end: describeDays(presetDays(value, zone)),
              })),
            ]}
            onChoose={(value) => {
              onChange({
                range: (value || undefined) as Preset | undefined,
                from: undefined,
                until: undefined,
              });
              close();
            }}
          />
          <DaysForm
            days={days}
            onSet={(change) => {
              onChange({ range: undefined, ...change });
              close();
            }}
          />
        </>
      )}
    </Chip>
  );
}

function DaysForm(props: {
  days: Days;
  onSet: (change: { from: string | undefined; until: string | undefined }) => void;
}) {
  const [from, setFrom] = useState(props.days.first?.toString() ?? "");
  const [until, setUntil] = useState(props.days.last?.toString() ?? "");
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSet({ from: from || undefined, until: until || undefined });
      }}
    >
      <div className={styles.row}>
        <label className={styles.field}>
          First day
          <input
            type="date"
            value={from}
            max={until}
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <label className={styles.field}>
          Last day
          <input
            type="date"
            value={until}
            min={from}
            onChange={(event) => setUntil(event.target.value)}
          />
        </label>
        <Button type="submit">Apply</Button>
      </div>
    </form>
  );
}
