import { classes } from "../../../components/classes.ts";
import { RatingShape } from "../../../components/label-mark.tsx";
import styles from "./head.module.css";
import { CODES, type Labelling } from "./use-label.ts";

const NAMES = { GOOD: "Good", OK: "OK", BAD: "Bad" };

/** The label that counts, and one press for another one. */
export function LabelControl({ labelling }: { labelling: Labelling }) {
  const { current, add, isAdding, refusal } = labelling;
  return (
    <fieldset className={styles.label} aria-label="Label">
      {CODES.map((code) => {
        const isCurrent = current?.code === code;
        return (
          <button
            key={code}
            type="button"
            className={classes(isCurrent && styles[code])}
            aria-pressed={isCurrent}
            aria-disabled={refusal || isAdding ? true : undefined}
            aria-description={refusal}
            onClick={() => {
              if (!refusal && !isAdding) void add({ code }).catch(() => {});
            }}
          >
            <RatingShape code={code} />
            {NAMES[code]}
          </button>
        );
      })}
    </fieldset>
  );
}
