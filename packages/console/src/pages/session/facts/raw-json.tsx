import { useQuery } from "@tanstack/react-query";
import type { Session } from "syllable-sdk/models/components";
import { audioQuery, recordingsQuery } from "../../../app/session-queries.ts";
import { PopUp } from "../../../components/pop-up.tsx";
import { labelsOfQuery, summaryQuery, timelineQuery } from "../data.ts";
import { JsonBlock } from "../transcript/json-block.tsx";
import { toWire } from "./field-list.ts";
import styles from "./raw-json.module.css";

/** What the service returned about the session, as JSON. */
export default function RawJson(props: {
  sessionId: string;
  session: Session;
  onClose: () => void;
}) {
  const { sessionId, session, onClose } = props;
  const parts = [
    { title: "Session", data: session as unknown },
    { title: "Summary", data: useQuery(summaryQuery(sessionId)).data },
    { title: "Labels", data: useQuery(labelsOfQuery(sessionId)).data },
    { title: "Recordings", data: useQuery(recordingsQuery(sessionId)).data },
    { title: "Audio", data: useQuery(audioQuery(sessionId)).data },
    { title: "Timeline", data: useQuery(timelineQuery(sessionId)).data },
  ];
  return (
    <PopUp title="Raw JSON" onClose={onClose}>
      <div className={styles.raw}>
        {parts.map(({ title, data }) =>
          data === undefined || data === null ? null : (
            <JsonBlock
              key={title}
              title={title}
              json={JSON.stringify(toWire(data), null, 2)}
              wanted=""
            />
          ),
        )}
      </div>
    </PopUp>
  );
}
