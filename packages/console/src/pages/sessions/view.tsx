import { useRef } from "react";
import { Blank } from "../../components/blank.tsx";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { LoadError } from "../../components/load-error.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { Empty } from "../../filters/empty.tsx";
import { FilterBar } from "../../filters/filter-bar.tsx";
import { count, counted } from "../../text/numbers.ts";
import { ExportButton } from "./export-button.tsx";
import { Foot } from "./foot.tsx";
import { Grid } from "./grid.tsx";
import { PhoneSearch } from "./phone-search.tsx";
import { useExport } from "./use-export.ts";
import { useKeys } from "./use-keys.ts";
import { useListView } from "./use-list-view.ts";
import styles from "./view.module.css";
import { ViewMenu } from "./view-menu.tsx";

/** The sessions, to find one. */
export function SessionsPage() {
  const view = useListView();
  const searchField = useRef<HTMLInputElement>(null);
  const exporting = useExport(view);
  useKeys(view, {
    search: () => searchField.current?.select(),
    export: () => exporting.start("csv"),
  });
  const { search, total, error, rows, change } = view;
  return (
    <>
      <PageHead
        title="Sessions"
        actions={
          <>
            <ViewMenu view={view} />
            <ExportButton
              exporting={exporting}
              total={total}
              zone={view.zone}
              isByTime={view.sorting[0]?.id === "timestamp"}
            />
          </>
        }
      >
        <span className={styles.total} role="status">
          {view.isCounting ? "Counting…" : total !== undefined && counted(total, "session")}
        </span>
        {view.newer > 0 && (
          <Button className={styles.newer} onPress={() => void view.loadNewer()}>
            <Icon name="newer" small />
            {count(view.newer)} newer
          </Button>
        )}
      </PageHead>
      <FilterBar search={search} onChange={change} except={["source", "target"]}>
        <PhoneSearch search={search} onChange={change} ref={searchField} />
      </FilterBar>
      {error && rows.length === 0 ? (
        <div className={styles.place}>
          <LoadError
            title="Sessions could not be loaded"
            kept="Your filters are unchanged."
            error={error}
            onRetry={() => void view.refetch()}
          />
        </div>
      ) : total === 0 && !view.isStale ? (
        <div className={styles.place}>
          <Empty search={search} zone={view.zone} change={change} />
        </div>
      ) : total && view.page > view.pages && !view.isStale ? (
        <div className={styles.place}>
          <Blank
            title="Page not found"
            actions={<Button onPress={() => view.goToPage(view.pages)}>Go to the last page</Button>}
          >
            <p>The list has {counted(view.pages, "page")}.</p>
          </Blank>
        </div>
      ) : (
        <Grid view={view} />
      )}
      <Foot view={view} />
    </>
  );
}
