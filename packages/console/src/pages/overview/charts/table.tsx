import { classes } from "../../../components/classes.ts";
import type { Chart } from "../model/chart.ts";
import { SessionsLink } from "../sessions-link.tsx";
import styles from "./table.module.css";

/** The numbers of a chart, with the same links. */
export function ChartTable(props: {
  name: string;
  /** The head of the first column. */
  head: string;
  chart: Chart;
  text: (value: number) => string;
}) {
  const { name, head, chart, text } = props;
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {chart.series.map((series) => (
              <th key={series.name} scope="col" className={styles.number}>
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <SessionsLink search={row.link} className={styles.link}>
                  {row.name}
                </SessionsLink>
              </th>
              {row.marks.map(({ value, link }, index) => (
                <td key={chart.series[index]?.name} className={styles.number}>
                  {value === undefined ? (
                    <span className={styles.absent}>–</span>
                  ) : (
                    <SessionsLink
                      search={value > 0 ? link : undefined}
                      className={classes(link && value > 0 && styles.link)}
                    >
                      {text(value)}
                    </SessionsLink>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
