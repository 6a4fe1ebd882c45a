import { Icon } from "../../components/icon.tsx";
import { Menu } from "../../components/menu.tsx";
import { count, counted, percent } from "../../text/numbers.ts";
import styles from "./breakdown.module.css";
import type { Group, Groups } from "./model/breakdown.ts";
import { BREAKDOWNS, type Breakdown } from "./search.ts";
import { SessionsLink } from "./sessions-link.tsx";

/** A heading that is a menu: what the bars are of. */
export function BreakdownMenu(props: {
  breakdown: Breakdown;
  onChange: (breakdown: Breakdown) => void;
}) {
  return (
    <Menu
      kind="quiet"
      className={styles.menu}
      label={
        <>
          By {props.breakdown}
          <Icon name="down" small />
        </>
      }
      sections={[
        {
          items: BREAKDOWNS.map((id) => ({ id, name: `By ${id}` })),
          selected: [props.breakdown],
          onChoose: ([chosen]) => props.onChange(chosen as Breakdown),
        },
      ]}
    />
  );
}

/** Groups of sessions with their number and the share that is BAD: as bars, or as a table. */
export function GroupBars(props: { breakdown: Breakdown; result: Groups; isTable: boolean }) {
  const { breakdown, result, isTable } = props;
  const { groups, others } = result;
  const most = Math.max(...groups.map(({ sessions }) => sessions), 1);
  return (
    <table className={styles.groups} aria-label={`By ${breakdown}`}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Name</span>
          </th>
          {!isTable && <td aria-hidden="true" />}
          <th scope="col">Sessions</th>
          <th scope="col">BAD</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.value ?? ""}>
            <th scope="row">
              <SessionsLink search={group.link} className={styles.name} dir="auto">
                {group.name}
              </SessionsLink>
            </th>
            {!isTable && (
              <td className={styles.track} aria-hidden="true">
                <SessionsLink search={group.link} tabIndex={-1}>
                  <i style={{ width: `${(100 * group.sessions) / most}%` }} />
                </SessionsLink>
              </td>
            )}
            <td className={styles.sessions}>{count(group.sessions)}</td>
            <td>
              <Bad group={group} isTable={isTable} />
            </td>
          </tr>
        ))}
        {others.count > 0 && (
          <tr>
            <th scope="row">{counted(others.count, "other")}</th>
            {!isTable && <td aria-hidden="true" />}
            <td>{count(others.sessions)}</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Bad({ group, isTable }: { group: Group; isTable: boolean }) {
  const { name, bad, badLink, sessions } = group;
  const share = percent(bad, sessions);
  if (bad === 0) return share;
  return (
    <SessionsLink search={badLink} className={styles.bad} aria-label={`${name}, BAD: ${share}`}>
      {isTable ? `${count(bad)} · ${share}` : share}
    </SessionsLink>
  );
}
