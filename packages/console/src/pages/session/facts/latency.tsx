import { count } from "../../../text/numbers.ts";
import { STEPS, type Step } from "../model/call.ts";
import { type Percentiles, percentilesOf } from "../model/percentiles.ts";
import type { Call } from "../use-call.ts";
import facts from "./facts.module.css";
import styles from "./latency.module.css";
import { Failure, Section } from "./section.tsx";

const NAMES: Readonly<Record<Step, string>> = {
  stt: "Speech to text",
  llm: "Model",
  tts: "Speech",
};

/** How long the responses of the agent and the tool calls took. */
export function LatencyFacts({ call }: { call: Call }) {
  const { timeline, latency, tools } = call;
  const rows: { id: Step | "tool"; name: string; values: Percentiles | undefined }[] = [
    ...STEPS.map((step) => ({
      id: step,
      name: NAMES[step],
      values: percentilesOf(latency.flatMap(({ steps }) => steps[step] ?? [])),
    })),
    {
      id: "tool",
      name: "Tools",
      values: percentilesOf(tools.flatMap(({ durationMs }) => durationMs ?? [])),
    },
  ];
  const measured = rows.filter(({ values }) => values);
  return (
    <Section title="Latency" end="ms per turn or call">
      {timeline.isError && <Failure what="Latency" onRetry={() => void timeline.refetch()} />}
      {timeline.isPending && <p className={facts.skeleton} />}
      {timeline.isSuccess && measured.length === 0 && (
        <p className={facts.none}>No latency was measured</p>
      )}
      {measured.length > 0 && (
        <table className={styles.latency}>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">n</th>
              <th scope="col">p50</th>
              <th scope="col">p95</th>
              <th scope="col">max</th>
            </tr>
          </thead>
          <tbody>
            {measured.map(({ id, name, values }) => (
              <tr key={id}>
                <th scope="row">
                  <i className={styles[id]} />
                  {name}
                </th>
                <td>{count(values!.count)}</td>
                <td className={styles.value}>{count(Math.round(values!.p50))}</td>
                <td className={styles.value}>{count(Math.round(values!.p95))}</td>
                <td>{count(Math.round(values!.max))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
