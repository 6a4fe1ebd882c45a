import type { Zone } from "../../app/preferences.ts";
import { useZone } from "../../app/zone.ts";
import { Icon } from "../../components/icon.tsx";
import { Menu, type MenuItem } from "../../components/menu.tsx";
import { columnZoneName } from "../../text/times.ts";
import styles from "./grid.module.css";

export const ZONES: readonly MenuItem[] = [
  { id: "local", name: "Your time zone", end: columnZoneName("local") },
  { id: "agent", name: "The agent’s time zone" },
  { id: "utc", name: "UTC" },
];

/** The zones that times can be shown in. */
export function ZoneMenu({ onChange }: { onChange: (zone: Zone) => void }) {
  const zone = useZone();
  return (
    <Menu
      kind="quiet"
      className={styles.zoneButton}
      name="Time zone"
      label={<Icon name="clock" small />}
      excludeFromTabOrder
      sections={[{ items: ZONES, selected: [zone], onChoose: ([id]) => onChange(id as Zone) }]}
    />
  );
}
