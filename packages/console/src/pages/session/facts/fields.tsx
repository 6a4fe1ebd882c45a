import { lazy, Suspense, useState } from "react";
import type { Session } from "syllable-sdk/models/components";
import { CopyButton } from "../../../components/copy-button.tsx";
import styles from "./facts.module.css";
import { fieldsOf } from "./field-list.ts";
import { Section } from "./section.tsx";

const RawJson = lazy(() => import("./raw-json.tsx"));

/** All properties of the session that have a value. */
export function FieldFacts({ sessionId, session }: { sessionId: string; session: Session }) {
  const [showsJson, setShowsJson] = useState(false);
  return (
    <Section
      title="Fields"
      end={
        <button type="button" className="link" onClick={() => setShowsJson(true)}>
          Raw JSON
        </button>
      }
    >
      <dl className={styles.fields}>
        {fieldsOf(session).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span dir="auto">{value}</span>
              <CopyButton text={value} label={`Copy ${name.toLowerCase()}`} />
            </dd>
          </div>
        ))}
      </dl>
      {showsJson && (
        <Suspense>
          <RawJson sessionId={sessionId} session={session} onClose={() => setShowsJson(false)} />
        </Suspense>
      )}
    </Section>
  );
}
