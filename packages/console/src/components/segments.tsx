import { type ReactNode, useId } from "react";
import { classes } from "./classes.ts";
import styles from "./segments.module.css";

/** One choice of a few, side by side. */
export function Segments<Id extends string>(props: {
  label: string;
  value: Id;
  onChange: (value: Id) => void;
  options: readonly { readonly id: Id; readonly name: ReactNode }[];
  /** Whether all options have the same width and fill the space. */
  equal?: boolean;
}) {
  const group = useId();
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      className={classes(styles.segments, props.equal && styles.equal)}
    >
      {props.options.map(({ id, name }) => (
        <label key={id} className={styles.option}>
          <input
            type="radio"
            name={group}
            value={id}
            checked={id === props.value}
            onChange={() => props.onChange(id)}
          />
          {name}
        </label>
      ))}
    </div>
  );
}
