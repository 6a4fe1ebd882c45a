import { lazy, Suspense, useRef, useState } from "react";
import { classes } from "../../components/classes.ts";
import { count, counted } from "../../text/numbers.ts";
import { useRoving } from "./charts/use-roving.ts";
import styles from "./heat-map.module.css";
import { type Cell, type HeatMap, HOURS, levelOf, WEEKDAYS } from "./model/heat-map.ts";
import { SessionsLink } from "./sessions-link.tsx";

const PopoverDialog = lazy(() => import("../../components/popover-dialog.tsx"));

/** The hours between two labels of the axis. */
const TICK_HOURS = 3;
const LEVELS = [0, 1, 2, 3, 4] as const;

/** The sessions of each hour of the week: as colours, or as numbers. */
export function HeatMapGrid({ heatMap, isTable }: { heatMap: HeatMap; isTable: boolean }) {
  const { ref, onFocus, onKeyDown } = useRoving<HTMLTableElement>();
  const { cells, busiest } = heatMap;
  const hours = (
    <tr>
      <td />
      {HOURS.map((hour) => (
        <th key={hour} scope="col">
          <span className={isTable || hour % TICK_HOURS === 0 ? styles.tick : "visually-hidden"}>
            {String(hour).padStart(2, "0")}
          </span>
        </th>
      ))}
    </tr>
  );
  return (
    <>
      <div className={classes(styles.scroll, isTable && styles.numbers)}>
        <table
          ref={ref}
          className={styles.map}
          aria-label="Sessions by weekday and hour"
          onFocus={onFocus}
          onKeyDown={onKeyDown}
        >
          {isTable && <thead>{hours}</thead>}
          <tbody>
            {cells.map((row, weekday) => (
              <tr key={WEEKDAYS[weekday]}>
                <th scope="row">
                  <abbr title={WEEKDAYS[weekday]}>{WEEKDAYS[weekday]?.slice(0, 3)}</abbr>
                </th>
                {row.map((cell) => (
                  <td key={cell.hour}>
                    <CellMark cell={cell} most={busiest.sessions} isTable={isTable} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {!isTable && <tfoot>{hours}</tfoot>}
        </table>
      </div>
      <p className={styles.foot}>
        <span>
          Busiest: {timeOf(busiest)}, {counted(busiest.sessions, "session")}
        </span>
        {!isTable && (
          <span className={styles.scale} aria-hidden="true">
            fewer
            {LEVELS.map((level) => (
              <i key={level} data-level={level} />
            ))}
            more
          </span>
        )}
      </p>
    </>
  );
}

/** `Wed 14:00`. */
const timeOf = ({ weekday, hour }: Cell) =>
  `${WEEKDAYS[weekday]?.slice(0, 3)} ${String(hour).padStart(2, "0")}:00`;

/** A link to the sessions of the hour or, if there are several such hours, a button that lists them. */
function CellMark({ cell, most, isTable }: { cell: Cell; most: number; isTable: boolean }) {
  const { sessions, hours, hour, isPast } = cell;
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const label = `${timeOf(cell)}, ${counted(sessions, "session")}`;
  const mark = {
    className: styles.cell,
    "data-level": levelOf(sessions, most),
    "data-column": hour,
    title: label,
  };
  const text = isTable ? count(sessions) : undefined;
  const [only, ...others] = hours;
  if (!only) {
    return (
      <span {...mark} data-level={isPast ? 0 : "none"} title={isPast ? label : undefined}>
        {isPast ? (text ?? <span className="visually-hidden">0</span>) : ""}
      </span>
    );
  }
  if (others.length === 0) {
    return (
      <SessionsLink {...mark} search={only.link} aria-label={label}>
        {text}
      </SessionsLink>
    );
  }
  return (
    <>
      <button
        {...mark}
        ref={trigger}
        type="button"
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        {text}
      </button>
      {isOpen && (
        <Suspense>
          <PopoverDialog trigger={trigger} name={label} onClose={() => setOpen(false)}>
            <ul className={styles.hours}>
              {hours.map(({ name, sessions: inHour, link }) => (
                <li key={name}>
                  <SessionsLink search={link}>
                    {name}
                    <span>{count(inHour)}</span>
                  </SessionsLink>
                </li>
              ))}
            </ul>
          </PopoverDialog>
        </Suspense>
      )}
    </>
  );
}
