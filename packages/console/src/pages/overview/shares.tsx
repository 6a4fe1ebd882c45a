import { classes } from "../../components/classes.ts";
import { RatingShape } from "../../components/label-mark.tsx";
import { count, percent } from "../../text/numbers.ts";
import legend from "./legend.module.css";
import type { Share } from "./model/groups.ts";
import { SessionsLink } from "./sessions-link.tsx";
import styles from "./shares.module.css";

/** Parts of the sessions as one bar, with their names and numbers below. Each leads to its sessions. */
export function ShareBar(props: { shares: readonly Share[]; isTable: boolean }) {
  const { shares, isTable } = props;
  const total = shares.reduce((sum, { sessions }) => sum + sessions, 0);
  return (
    <div className={styles.shares}>
      <div className={styles.bar} aria-hidden="true">
        {shares.map(({ value, sessions, link }) => (
          <SessionsLink
            key={value}
            search={link}
            tabIndex={-1}
            className={styles[value] as string}
            style={{ flexGrow: sessions }}
          />
        ))}
      </div>
      <ul className={classes(legend.legend, styles.legend)}>
        {shares.map((share) => (
          <li key={share.value}>
            <SessionsLink search={share.link} className={legend.item}>
              <Sign value={share.value} />
              {share.name} {count(share.sessions)}
              {isTable && ` · ${percent(share.sessions, total)}`}
            </SessionsLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A rating has its shape, and everything else a square of its colour. */
function Sign({ value }: { value: string }) {
  const code = value.toUpperCase();
  if (code === "GOOD" || code === "OK" || code === "BAD") return <RatingShape code={code} />;
  return <i className={classes(legend.swatch, styles[value])} />;
}
