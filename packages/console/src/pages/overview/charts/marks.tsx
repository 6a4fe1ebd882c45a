import { useState } from "react";
import { classes } from "../../../components/classes.ts";
import type { ListSearch } from "../../../filters/search.ts";
import type { Chart, Mark, Row } from "../model/chart.ts";
import { SessionsLink } from "../sessions-link.tsx";
import styles from "./plot.module.css";
import { useRoving } from "./use-roving.ts";

/**
 * A layer of links over a plot, in the order of its rows, because a canvas has none. The one with the
 * pointer or the focus shows its numbers.
 */
export function Marks(props: {
  name: string;
  chart: Chart;
  text: (value: number) => string;
  /** Whether the marks of a row are side by side, each with its own link. */
  isSplit?: boolean;
}) {
  const { name, chart, text, isSplit = false } = props;
  const { rows, series } = chart;
  const [shown, setShown] = useState<number>();
  const { ref, onFocus, onKeyDown } = useRoving<HTMLUListElement>();
  const row = shown === undefined ? undefined : rows[shown];
  return (
    <>
      <ul
        ref={ref}
        aria-label={name}
        className={styles.marks}
        onFocus={onFocus}
        onKeyDown={(event) => (event.key === "Escape" ? setShown(undefined) : onKeyDown(event))}
        onBlur={() => setShown(undefined)}
        onPointerLeave={() => setShown(undefined)}
      >
        {rows.map((one, index) => (
          <li
            key={one.name}
            style={{ left: `${(100 * index) / rows.length}%`, width: `${100 / rows.length}%` }}
            onFocus={() => setShown(index)}
            onPointerEnter={() => setShown(index)}
          >
            {linksOf(one, isSplit, chart, text).map(({ label, link }) => (
              <SessionsLink key={label} search={link} aria-label={label} />
            ))}
          </li>
        ))}
      </ul>
      {row?.marks.some(isKnown) && (
        <div
          className={classes(styles.tip, (shown as number) * 2 > rows.length && styles.left)}
          style={{ left: `${(100 * ((shown as number) + 0.5)) / rows.length}%` }}
          aria-hidden="true"
        >
          <b>{row.name}</b>
          {row.marks.map(
            ({ value }, index) =>
              value !== undefined && (
                <Line key={series[index]?.name} name={series[index]?.name} text={text(value)} />
              ),
          )}
        </div>
      )}
    </>
  );
}

const isKnown = ({ value }: Mark) => value !== undefined;

function Line({ name, text }: { name: string | undefined; text: string }) {
  return (
    <>
      <span>{name}</span>
      <span>{text}</span>
    </>
  );
}

/** The links of a row that has something to see. */
function linksOf(
  { name, link, marks }: Row,
  isSplit: boolean,
  { series }: Chart,
  text: (value: number) => string,
): { readonly label: string; readonly link: ListSearch }[] {
  const textOf = ({ value }: Mark, index: number) =>
    value === undefined ? [] : [`${series[index]?.name} ${text(value)}`];
  if (isSplit) {
    return marks.flatMap((mark, index) =>
      mark.value && mark.link
        ? [{ label: `${name}: ${textOf(mark, index)}`, link: mark.link }]
        : [],
    );
  }
  if (!link || !marks.some(({ value }) => value)) return [];
  return [{ label: `${name}: ${marks.flatMap(textOf).join(", ")}`, link }];
}
