import { classes } from "../../components/classes.ts";
import { count } from "../../text/numbers.ts";
import styles from "./legend.module.css";
import type { Series } from "./model/chart.ts";
import { SessionsLink } from "./sessions-link.tsx";

/** How a part of a chart is drawn. */
export type Swatch = "first" | "second" | "third" | "other" | "solid" | "hollow";

export const STACK_SWATCHES: readonly Swatch[] = ["first", "second", "third", "other"];
export const PAIR_SWATCHES: readonly Swatch[] = ["solid", "hollow"];

/** The series of a chart. Each leads to its sessions. */
export function Legend({
  series,
  swatches,
}: {
  series: readonly Series[];
  swatches: readonly Swatch[];
}) {
  return (
    <ul className={styles.legend}>
      {series.map(({ name, total, link }, index) => (
        <li key={name}>
          <SessionsLink search={link} className={styles.item}>
            <i className={classes(styles.swatch, styles[swatches[index] ?? "other"])} />
            {name} {total !== undefined && count(total)}
          </SessionsLink>
        </li>
      ))}
    </ul>
  );
}
