import type { SessionLabel } from "syllable-sdk/models/components";
import { useReviewer } from "../../../app/reviewer.ts";
import { useZone } from "../../../app/zone.ts";
import { authorOf, RatingShape } from "../../../components/label-mark.tsx";
import { rowTime, zoneOf } from "../../../text/times.ts";
import { CommentButton } from "../head/comment-button.tsx";
import type { Labelling } from "../head/use-label.ts";
import styles from "./facts.module.css";
import { Failure, Section } from "./section.tsx";

/** All labels of the session, the newest first. */
export function LabelFacts(props: { labelling: Labelling; agentZone: string | undefined }) {
  const { labels } = props.labelling;
  const reviewer = useReviewer();
  const zone = zoneOf(useZone(), props.agentZone);
  const sorted = [...(labels.data ?? [])].sort((one, other) => other.id - one.id);
  return (
    <Section title="Labels">
      {labels.isError && <Failure what="The labels" onRetry={() => void labels.refetch()} />}
      {labels.isPending && <p className={styles.skeleton} />}
      {labels.isSuccess && sorted.length === 0 && <p className={styles.none}>No label</p>}
      <ol className={styles.labels}>
        {sorted.map((label) => (
          <li key={label.id}>
            <span className={styles.code}>
              <RatingShape code={label.code} />
              {label.code}
            </span>
            <span dir="auto">{nameOf(label, reviewer)}</span>
            <time dateTime={label.timestamp}>{rowTime(new Date(label.timestamp), zone)}</time>
            <LabelText label={label} />
          </li>
        ))}
      </ol>
      <div>
        <CommentButton labelling={props.labelling} />
      </div>
    </Section>
  );
}

function nameOf(label: SessionLabel, reviewer: string): string {
  const author = authorOf(label, reviewer);
  return author === "auto" ? "automatic" : author;
}

function LabelText({ label: { comments, issueCategories } }: { label: SessionLabel }) {
  const issues = issueCategories?.join(", ");
  if (!comments && !issues) return null;
  return (
    <p dir="auto">
      {comments}
      {comments && issues && " "}
      {issues && `Issues: ${issues}`}
    </p>
  );
}
