import { useNavigate } from "@tanstack/react-router";
import { useZone } from "../../app/zone.ts";
import { LoadError } from "../../components/load-error.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Segments } from "../../components/segments.tsx";
import { FilterBar } from "../../filters/filter-bar.tsx";
import type { ListSearch } from "../../filters/search.ts";
import { counted } from "../../text/numbers.ts";
import { Charts } from "./charts.tsx";
import { useLoaded } from "./data.ts";
import { OverviewEmpty } from "./empty.tsx";
import { Figures } from "./figures.tsx";
import { loadFigures } from "./model/figures.ts";
import { overviewRoute } from "./route.tsx";
import { type Breakdown, listSearchOf, overviewChange } from "./search.ts";
import styles from "./view.module.css";

/** The sessions in numbers. Each leads to the sessions behind it. */
export function OverviewPage() {
  const address = overviewRoute.useSearch();
  const navigate = useNavigate({ from: "/overview" });
  const zone = useZone();
  const search = listSearchOf(address);
  const figures = useLoaded("figures", { search, zone }, loadFigures);
  const numbers = figures.data?.result;
  const change = (changed: Partial<ListSearch>) =>
    void navigate({ search: (before) => overviewChange(before, changed) });
  const choose = (choice: { view?: "tables" | undefined; by?: Breakdown | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...choice }), replace: true });
  const isEmpty = numbers?.total === 0 && !figures.isPlaceholderData;
  return (
    <>
      <PageHead
        title="Overview"
        actions={
          <Segments
            label="View"
            value={address.view ?? "charts"}
            onChange={(view) => choose({ view: view === "tables" ? view : undefined })}
            options={[
              { id: "charts", name: "Charts" },
              { id: "tables", name: "Tables" },
            ]}
          />
        }
      >
        <span className={styles.total} role="status">
          {!numbers || figures.isPlaceholderData ? (
            !figures.error && "Counting…"
          ) : (
            <>
              {counted(numbers.total, "session")}
              {!isEmpty && numbers.comparedWith && (
                <span className={styles.comparison}>, compared with {numbers.comparedWith}</span>
              )}
            </>
          )}
        </span>
      </PageHead>
      <FilterBar search={search} onChange={change} />
      <div className={styles.place}>
        {!numbers && figures.error ? (
          <LoadError
            title="The overview could not be loaded"
            kept="Your filters are unchanged."
            error={figures.error}
            onRetry={() => void figures.refetch()}
          />
        ) : isEmpty ? (
          <OverviewEmpty search={search} zone={zone} change={change} />
        ) : (
          <>
            <Figures numbers={numbers} isStale={figures.isPlaceholderData} />
            <Charts
              scope={{ search, zone }}
              isTable={address.view === "tables"}
              breakdown={address.by ?? "agent"}
              onBreakdown={(by) => choose({ by: by === "agent" ? undefined : by })}
            />
          </>
        )}
      </div>
    </>
  );
}
