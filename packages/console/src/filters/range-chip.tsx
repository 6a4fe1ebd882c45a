import { useState } from "react";
import type { Zone } from "../app/preferences.ts";
import { Button } from "../components/button.tsx";
import { columnZoneName } from "../text/times.ts";
import { Chip } from "./chip.tsx";
import { describeDays, describeRange } from "./describe-range.ts";
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
      value={describeRange(search, zone)}
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
  const field = (
    name: string,
    value: string,
    set: (value: string) => void,
    bounds: { min?: string; max?: string },
  ) => (
    <label className={styles.field}>
      {name}
      <input type="date" value={value} {...bounds} onChange={(event) => set(event.target.value)} />
    </label>
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSet({ from: from || undefined, until: until || undefined });
      }}
    >
      <div className={styles.row}>
        {field("First day", from, setFrom, { max: until })}
        {field("Last day", until, setUntil, { min: from })}
        <Button type="submit">Apply</Button>
      </div>
    </form>
  );
}
