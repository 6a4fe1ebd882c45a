import { memo } from "react";
import type { Stretch } from "../model/call.ts";
import { secondsText } from "../model/findings.ts";
import { lengthOf } from "../model/heard.ts";
import { isWait, LONG_SILENCE, type Silence } from "../model/speech.ts";
import { span, type TimeScale } from "../model/time-scale.ts";
import styles from "./sound.module.css";

/** The room that the texts in a hatched stretch need, in pixels. */
const LENGTH_ROOM = 44;
const WORD_ROOM = 88;
/** A narrower stretch is not drawn, in pixels. */
const LEAST = 2;

/** Long silences and waits, hatched through both lanes. */
export const Gaps = memo(function Gaps(props: { silences: readonly Silence[]; scale: TimeScale }) {
  const { silences, scale } = props;
  return (
    <div aria-hidden="true">
      {silences
        .filter((silence) => lengthOf(silence) >= LONG_SILENCE)
        .map((silence) => {
          const place = span(scale, silence);
          if (!place || place.width < LEAST) return null;
          const hasWord = !isWait(silence) && place.width >= WORD_ROOM;
          return (
            <div
              key={silence.start}
              className={styles.gap}
              style={{ left: place.x, width: place.width }}
            >
              {place.width >= LENGTH_ROOM && (
                <span>
                  {hasWord && "silence "}
                  {secondsText(lengthOf(silence))}
                </span>
              )}
            </div>
          );
        })}
    </div>
  );
});

/** Where both speak: two edges and a bow tie, never too narrow to see. */
export const TalkOvers = memo(function TalkOvers(props: {
  places: readonly Stretch[];
  scale: TimeScale;
}) {
  return (
    <div aria-hidden="true">
      {props.places.map((place) => {
        const found = span(props.scale, place);
        return (
          found && (
            <i
              key={place.start}
              className={styles.over}
              style={{ left: found.x, width: found.width }}
            />
          )
        );
      })}
    </div>
  );
});
