import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Menu } from "../../components/menu.tsx";
import { PAGE_SIZES } from "../../filters/search.ts";
import { count } from "../../text/numbers.ts";
import styles from "./foot.module.css";
import type { ListView } from "./use-list-view.ts";

/** The position of the page in the list, and links to other pages. */
export function Foot({ view }: { view: ListView }) {
  const { total, offset, rows, page, pages, size } = view;
  const isKnown = total !== undefined && total > 0;
  const first = page > 1 ? undefined : "This is the first page";
  const last = page < pages ? undefined : "This is the last page";
  const step = (icon: "first" | "previous" | "next" | "last", name: string, to: number) => (
    <Button
      kind="quiet"
      icon
      aria-label={name}
      disabledReason={to < page || icon === "first" || icon === "previous" ? first : last}
      onPress={() => view.goToPage(to)}
    >
      <Icon name={icon} />
    </Button>
  );
  return (
    <footer className={styles.foot}>
      <span className={styles.range}>
        {isKnown &&
          rows.length > 0 &&
          `${count(offset + 1)}–${count(offset + rows.length)} of ${count(total)}`}
      </span>
      <nav className={styles.pager} aria-label="Pages" hidden={!isKnown}>
        {step("first", "First page", 1)}
        {step("previous", "Previous page", page - 1)}
        <PageField key={page} page={page} onGo={view.goToPage} />
        <span className={styles.pages}>of {count(pages)}</span>
        {step("next", "Next page", page + 1)}
        {step("last", "Last page", pages)}
      </nav>
      <div className={styles.sizes} hidden={!isKnown}>
        <Menu
          kind="quiet"
          sections={[
            {
              items: PAGE_SIZES.map((value) => ({
                id: String(value),
                name: `${count(value)} rows`,
              })),
              selected: [String(size)],
              onChoose: ([chosen]) => view.setSize(Number(chosen)),
            },
          ]}
          label={
            <>
              {count(size)} rows
              <Icon name="down" small />
            </>
          }
        />
      </div>
      <div className={styles.keys} aria-hidden="true">
        <span>
          <kbd>J</kbd>
          <kbd>K</kbd> move
        </span>
        <span>
          <kbd>Enter</kbd> open
        </span>
        <span>
          <kbd>1</kbd>
          <kbd>2</kbd>
          <kbd>3</kbd> label
        </span>
        <span>
          <kbd>/</kbd> search
        </span>
        <span>
          <kbd>?</kbd> shortcuts
        </span>
      </div>
    </footer>
  );
}

function PageField({ page, onGo }: { page: number; onGo: (page: number) => void }) {
  const [text, setText] = useState(String(page));
  const go = () => (Number(text) >= 1 ? onGo(Math.floor(Number(text))) : setText(String(page)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <input
        className={styles.field}
        aria-label="Page"
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => setText(String(page))}
      />
    </form>
  );
}
