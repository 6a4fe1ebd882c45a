import { type ReactNode, useId } from "react";
import { Button } from "../../components/button.tsx";
import { classes } from "../../components/classes.ts";
import { describeError } from "../../components/describe-error.ts";
import { Icon } from "../../components/icon.tsx";
import type { Loaded } from "./data.ts";
import styles from "./panel.module.css";

/** A part of the page with a chart or a table. If it fails, it fails alone. */
export function Panel<Result>(props: {
  title: string;
  /** The heading, if it is not just the title. */
  heading?: ReactNode;
  note?: ReactNode;
  loaded: Loaded<Result | undefined>;
  /** The text if there is nothing to show. */
  empty: string;
  legend?: (result: Result) => ReactNode;
  className?: string | undefined;
  children: (result: Result) => ReactNode;
}) {
  const { title, heading, note, loaded, empty, legend, className, children } = props;
  const id = useId();
  const result = loaded.data?.result;
  return (
    <section className={classes(styles.panel, className)} aria-labelledby={id}>
      <header className={classes(styles.head, legend && styles.legended)}>
        <h2 id={id}>{heading ?? title}</h2>
        {note && <span className={styles.note}>{note}</span>}
        {result !== undefined && legend?.(result)}
      </header>
      <div
        className={classes(styles.body, loaded.isPlaceholderData && styles.stale)}
        aria-busy={loaded.isFetching}
      >
        {loaded.data === undefined ? (
          loaded.error ? (
            <Failure title={title} error={loaded.error} onRetry={() => void loaded.refetch()} />
          ) : (
            <div className={styles.skeleton} />
          )
        ) : result === undefined ? (
          <p className={styles.empty}>{empty}</p>
        ) : (
          children(result)
        )}
      </div>
    </section>
  );
}

function Failure(props: { title: string; error: unknown; onRetry: () => void }) {
  const { cause, details } = describeError(props.error);
  return (
    <div className={styles.failure} role="alert">
      <p className={styles.failed}>
        <Icon name="warning" />
        {props.title} could not be loaded
      </p>
      <p>{cause}</p>
      {details && <p className={styles.details}>{details}</p>}
      <Button onPress={props.onRetry}>Try again</Button>
    </div>
  );
}
