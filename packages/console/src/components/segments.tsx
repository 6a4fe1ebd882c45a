import type { ReactNode } from "react";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { classes } from "./classes.ts";
import styles from "./segments.module.css";

/** One choice of a few, side by side. */
export function Segments<Id extends string>(props: {
  label: string;
  value: Id;
  onChange: (value: Id) => void;
  options: readonly { readonly id: Id; readonly name: ReactNode }[];
  /** Whether all options have the same width and fill the place. */
  equal?: boolean;
}) {
  return (
    <RadioGroup
      aria-label={props.label}
      orientation="horizontal"
      value={props.value}
      onChange={(value) => props.onChange(value as Id)}
      className={classes(styles.segments, props.equal && styles.equal)}
    >
      {props.options.map(({ id, name }) => (
        <Radio key={id} value={id} className={styles.option as string}>
          {name}
        </Radio>
      ))}
    </RadioGroup>
  );
}
