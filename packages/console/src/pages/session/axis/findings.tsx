import { Button } from "react-aria-components/Button";
import { classes } from "../../../components/classes.ts";
import { Icon, type IconName } from "../../../components/icon.tsx";
import type { Finding } from "../model/findings.ts";
import styles from "./findings.module.css";

const ICONS: Readonly<Record<Finding["kind"], IconName>> = {
  fault: "muted",
  place: "clock",
  unanswered: "clock",
  wait: "clock",
  "talk-over": "talkOver",
  tool: "warning",
};

/** What is wrong or worth a look, in words. Each leads to its place. */
export function Findings(props: {
  findings: readonly Finding[];
  damages: readonly string[];
  onSeek: (time: number) => void;
}) {
  const { findings, damages, onSeek } = props;
  if (findings.length + damages.length === 0)
    return <p className={styles.none}>Nothing stands out</p>;
  return (
    <ul className={styles.findings} aria-label="Findings">
      {damages.map((text) => (
        <li key={text} className={styles.damage}>
          <Icon name="warning" />
          {text}
        </li>
      ))}
      {findings.map(({ kind, text, at }) => (
        <li key={`${kind} ${at} ${text}`}>
          <Button
            className={classes(styles.finding, kind === "fault" && styles.fault)}
            onPress={() => onSeek(at)}
          >
            <Icon name={ICONS[kind]} />
            <span dir="auto">{text}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
