import { type Density, density, type Zone } from "../../app/preferences.ts";
import { useStored } from "../../app/stored.ts";
import { Icon } from "../../components/icon.tsx";
import { Menu } from "../../components/menu.tsx";
import { COLUMN_IDS, DEFAULT_COLUMN_IDS, LOOKS, visibleIds } from "./columns.tsx";
import type { ListView } from "./use-list-view.ts";
import styles from "./view-menu.module.css";
import { ZONES } from "./zone-menu.tsx";

const COLUMNS = COLUMN_IDS.map((id, index) => ({
  id,
  name: LOOKS.get(id)?.title ?? id,
  // The time is always there: it is the link to the session.
  isDisabled: index === 0,
}));

const DENSITIES = [
  { id: "compact", name: "Compact rows" },
  { id: "comfortable", name: "Comfortable rows" },
];

/** The choice of columns, of the height of rows and of the time zone. */
export function ViewMenu({ view }: { view: ListView }) {
  const { search, zone, page } = view;
  const [height, setHeight] = useStored(density);
  const setColumns = (ids: readonly string[]) => {
    const columns = COLUMN_IDS.filter((id) => ids.includes(id)).join(",");
    const isDefault = columns === DEFAULT_COLUMN_IDS.join(",");
    view.change({ columns: isDefault ? undefined : columns, page });
  };
  return (
    <Menu
      className={styles.button}
      label={
        <>
          <Icon name="columns" />
          Columns
        </>
      }
      sections={[
        {
          title: "Columns",
          items: COLUMNS,
          selected: visibleIds(search.columns),
          isMultiple: true,
          onChoose: setColumns,
        },
        {
          title: "Rows",
          items: DENSITIES,
          selected: [height],
          onChoose: ([id]) => setHeight(id as Density),
        },
        {
          title: "Time zone",
          items: ZONES,
          selected: [zone],
          onChoose: ([id]) => view.setZone(id as Zone),
        },
      ]}
    />
  );
}
