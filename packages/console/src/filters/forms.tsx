import { type ReactNode, useId, useState } from "react";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { clock } from "../text/times.ts";
import styles from "./forms.module.css";
import { KINDS, type Option, readClock, readDurationRange, writeDurationRange } from "./kinds.ts";
import type { Filter } from "./search.ts";

interface FormProps {
  readonly filter: Filter;
  readonly value: string | undefined;
  /** Values to offer, for a filter with free text. */
  readonly suggestions: readonly string[];
  readonly onSet: (value: string | undefined) => void;
}

/** The form of a filter. */
export function FilterForm(props: FormProps) {
  const { filter, value = "", onSet } = props;
  const { kind, options } = KINDS[filter];
  if (kind === "duration") return <DurationForm {...props} />;
  if (kind === "choice") {
    return (
      <Options
        options={options ?? []}
        value={value}
        onChoose={(chosen) => onSet(chosen === value && !hasEmpty(options) ? undefined : chosen)}
      />
    );
  }
  return <TextForm {...props} />;
}

const hasEmpty = (options: readonly Option[] | undefined) =>
  options?.some(({ value }) => value === "");

/** A list of options, of which one is chosen. */
export function Options(props: {
  options: readonly (Option & { readonly end?: ReactNode })[];
  value: string | undefined;
  onChoose: (value: string) => void;
}) {
  return (
    <div className={styles.options}>
      {props.options.map(({ value, name, end }) => (
        <button
          key={value}
          type="button"
          className={styles.option}
          aria-pressed={value === props.value}
          onClick={() => props.onChoose(value)}
        >
          <span>{value === props.value && <Icon name="check" />}</span>
          {name}
          {end && <span className={styles.end}>{end}</span>}
        </button>
      ))}
    </div>
  );
}

/** The field of a form that was just opened takes the focus. */
const focus = (field: HTMLInputElement | null) => field?.focus();

function TextForm({ filter, value = "", suggestions, onSet }: FormProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const isPart = KINDS[filter].kind === "part";
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSet(text.trim() || undefined);
      }}
    >
      <div className={styles.row}>
        <label className={styles.field}>
          {isPart ? "Contains" : "Equals"}
          <input
            ref={focus}
            dir="auto"
            value={text}
            list={id}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <Button type="submit">Apply</Button>
      </div>
      <datalist id={id}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </form>
  );
}

function DurationForm({ value = "", onSet }: FormProps) {
  const range = readDurationRange(value);
  const asText = (bound: number | undefined) => (bound === undefined ? "" : clock(bound));
  const [least, setLeast] = useState(asText(range?.least));
  const [most, setMost] = useState(asText(range?.most));
  const bounds = { least: readClock(least), most: readClock(most) };
  const isValid = !Number.isNaN(bounds.least) && !Number.isNaN(bounds.most);
  const field = (name: string, text: string, set: (text: string) => void) => (
    <label className={styles.field}>
      {name}
      <input
        className={styles.short}
        inputMode="numeric"
        placeholder="any"
        value={text}
        aria-invalid={Number.isNaN(readClock(text))}
        onChange={(event) => set(event.target.value)}
      />
    </label>
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) onSet(writeDurationRange(bounds));
      }}
    >
      <div className={styles.row}>
        {field("At least", least, setLeast)}
        {field("At most", most, setMost)}
        <Button type="submit">Apply</Button>
      </div>
      <p className={styles.hint}>Seconds, or minutes and seconds such as 1:30</p>
    </form>
  );
}
