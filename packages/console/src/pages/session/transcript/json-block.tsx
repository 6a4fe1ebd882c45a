import { useState } from "react";
import { CopyButton } from "../../../components/copy-button.tsx";
import { format, MOST_LINES } from "./format-json.ts";
import { Highlight } from "./highlight.tsx";
import styles from "./tool-row.module.css";

/** JSON as plain text, formatted if it is valid. Of a long one, 40 lines until the reader asks for more. */
export function JsonBlock({
  title,
  json,
  wanted,
}: {
  title: string;
  json: string;
  wanted: string;
}) {
  const [showsAll, setShowsAll] = useState(false);
  const text = format(json);
  const lines = text.split("\n");
  const isCut = lines.length > MOST_LINES && !showsAll;
  return (
    <div className={styles.json}>
      <div className={styles.title}>
        {title}
        <CopyButton text={json} label={`Copy ${title.toLowerCase()}`} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways */}
      <pre dir="auto" tabIndex={0}>
        <Highlight text={isCut ? lines.slice(0, MOST_LINES).join("\n") : text} wanted={wanted} />
      </pre>
      {isCut && (
        <button type="button" className="link" onClick={() => setShowsAll(true)}>
          Show all {lines.length} lines
        </button>
      )}
    </div>
  );
}
