import { useQuery } from "@tanstack/react-query";
import { LoadError } from "../../components/load-error.tsx";
import { bytes, count } from "../../text/numbers.ts";
import { statusQuery } from "./data.ts";
import { Section } from "./section.tsx";
import styles from "./view.module.css";

/** What the service stores, and the jobs of its audio analysis. */
export function StatusSection() {
  const { data, error, refetch } = useQuery(statusQuery);
  if (error) {
    return (
      <LoadError
        title="The status of the service could not be loaded"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  const value = (number: number | undefined) => (number === undefined ? "…" : count(number));
  const analyses = data?.analyses;
  return (
    <Section title="Service">
      <dl className={styles.facts}>
        <dt>Version</dt>
        <dd>{data?.version ?? "…"}</dd>
        <dt>Sessions</dt>
        <dd>{value(data?.sessions)}</dd>
        <dt>Recordings</dt>
        <dd>
          {value(data?.recordings)}
          {data && `, ${bytes(data.recording_bytes)}`}
        </dd>
        <dt>Audio analysis</dt>
        <dd>
          {value(analyses?.pending)} pending, {value(analyses?.failed)} failed,{" "}
          {value(analyses?.unsupported)} unsupported
        </dd>
      </dl>
    </Section>
  );
}
