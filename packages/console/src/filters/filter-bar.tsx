import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ListResponseSession, Session } from "syllable-sdk/models/components";
import { useZone } from "../app/zone.ts";
import { Icon } from "../components/icon.tsx";
import { Menu } from "../components/menu.tsx";
import { Chip } from "./chip.tsx";
import styles from "./filter-bar.module.css";
import { FilterForm } from "./forms.tsx";
import { CHIPS, describeValue, KINDS } from "./kinds.ts";
import { RangeChip } from "./range-chip.tsx";
import type { Filter, ListSearch } from "./search.ts";

/** The filters of a list as chips, and a menu that adds others. */
export function FilterBar(props: {
  search: ListSearch;
  onChange: (change: Partial<ListSearch>) => void;
  /** Filters that have a field of their own. */
  except?: readonly Filter[];
  children?: ReactNode;
}) {
  const { search, onChange, except = [], children } = props;
  const zone = useZone();
  const [added, setAdded] = useState<Filter>();
  const suggest = useSuggestions();
  const others = CHIPS.filter((filter) => !except.includes(filter));
  const isShown = (filter: Filter) =>
    KINDS[filter].isAlwaysShown || search[filter] !== undefined || filter === added;
  return (
    <fieldset className={styles.bar} aria-label="Filters">
      <RangeChip search={search} zone={zone} onChange={onChange} />
      {others.filter(isShown).map((filter) => {
        const value = search[filter];
        const set = (next: string | undefined) => onChange({ [filter]: next || undefined });
        return (
          <Chip
            key={filter}
            title={KINDS[filter].title}
            value={describeValue(filter, value)}
            isSet={value !== undefined}
            onClear={() => set(undefined)}
            startsOpen={filter === added}
            onClose={() => setAdded(undefined)}
          >
            {(close) => (
              <FilterForm
                filter={filter}
                value={value}
                suggestions={suggest(filter)}
                onSet={(next) => {
                  set(next);
                  close();
                }}
              />
            )}
          </Chip>
        );
      })}
      <Menu
        kind="quiet"
        label={
          <>
            <Icon name="plus" />
            Filter
          </>
        }
        sections={[
          {
            items: others
              .filter((filter) => !isShown(filter))
              .map((filter) => ({ id: filter, name: KINDS[filter].title })),
            onChoose: ([filter]) => setAdded(filter as Filter),
          },
        ]}
      />
      {children}
    </fieldset>
  );
}

const PROPERTIES: Partial<Record<Filter, keyof Session>> = {
  agent_name: "agentName",
  agent_id: "agentId",
  agent_type: "agentType",
  prompt_name: "promptName",
  prompt_id: "promptId",
  channel_manager_service: "channelManagerService",
  source: "source",
  target: "target",
};

/** Values to offer for a filter: those of the sessions that were loaded. */
function useSuggestions(): (filter: Filter) => readonly string[] {
  const queryClient = useQueryClient();
  return (filter) => {
    const property = PROPERTIES[filter];
    if (!property) return [];
    const lists = queryClient.getQueriesData<ListResponseSession>({
      queryKey: ["sessions", "list"],
    });
    const values = lists.flatMap(([, list]) => list?.items.map((item) => item[property]) ?? []);
    return [...new Set(values.filter((value) => typeof value === "string"))].sort().slice(0, 100);
  };
}
