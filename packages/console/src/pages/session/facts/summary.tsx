import { useQuery } from "@tanstack/react-query";
import { summaryQuery } from "../data.ts";
import styles from "./facts.module.css";
import { Failure, Section } from "./section.tsx";

export function SummaryFacts({ sessionId }: { sessionId: string }) {
  const { data, isError, isPending, refetch } = useQuery(summaryQuery(sessionId));
  return (
    <Section
      title="Summary"
      end={
        data?.rating && (
          <>
            Rating <b dir="auto">{data.rating}</b>
          </>
        )
      }
    >
      {isError && <Failure what="The summary" onRetry={() => void refetch()} />}
      {isPending && <p className={styles.skeleton} />}
      {data !== undefined && !data?.summary && <p className={styles.none}>No summary</p>}
      {data?.summary && (
        <p className={styles.prose} dir="auto">
          {data.summary}
        </p>
      )}
    </Section>
  );
}
