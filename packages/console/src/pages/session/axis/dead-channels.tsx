import { memo } from "react";
import { Icon } from "../../../components/icon.tsx";
import { clock } from "../../../text/times.ts";
import { sideOf } from "../model/events.ts";
import type { Fault } from "../model/heard.ts";
import { span, type TimeScale } from "../model/time-scale.ts";
import styles from "./sound.module.css";

const ICON_ROOM = 28;
const WORD_ROOM = 150;

/** The stretches of a lane without sound although someone spoke there. */
export const DeadChannels = memo(function DeadChannels(props: {
  dead: readonly Fault[];
  scale: TimeScale;
}) {
  return (
    <div aria-hidden="true">
      {props.dead.map((fault) => {
        const side = sideOf(fault.channel);
        const place = span(props.scale, fault);
        if (!place || !side) return null;
        return (
          <div
            key={`${side} ${fault.start}`}
            className={side === "caller" ? styles.deadCaller : styles.deadAgent}
            style={{ left: place.x, width: place.width }}
          >
            {place.width >= ICON_ROOM && <Icon name="muted" />}
            {place.width >= WORD_ROOM && `No sound from ${clock(fault.start)}`}
          </div>
        );
      })}
    </div>
  );
});
