import { type InputHTMLAttributes, useId } from "react";
import styles from "./field.module.css";

/** A field for text, with its label, a hint and an error. */
export function Field(
  props: Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "className"> & {
    label: string;
    hint?: string;
    error?: string | undefined;
  },
) {
  const { label, hint, error, ...input } = props;
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        {...input}
        id={id}
        className={styles.input}
        dir="auto"
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint`}
      />
      <p className={error ? styles.error : styles.hint} id={`${id}-hint`}>
        {error ?? hint}
      </p>
    </div>
  );
}
