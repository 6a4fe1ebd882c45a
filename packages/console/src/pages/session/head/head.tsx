import { Link } from "@tanstack/react-router";
import type { Session } from "syllable-sdk/models/components";
import { useZone } from "../../../app/zone.ts";
import { Button } from "../../../components/button.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useTitle } from "../../../components/page-head.tsx";
import type { ListSearch } from "../../../filters/search.ts";
import { count } from "../../../text/numbers.ts";
import { clock, longTime, zoneName, zoneOf } from "../../../text/times.ts";
import { CommentButton } from "./comment-button.tsx";
import styles from "./head.module.css";
import { LabelControl } from "./label-control.tsx";
import type { Labelling } from "./use-label.ts";
import type { Neighbours } from "./use-neighbours.ts";

/** The head of the page: whose session it is, its place in the list, and its label. */
export function Head(props: {
  sessionId: string;
  session: Session;
  list: ListSearch;
  neighbours: Neighbours;
  labelling: Labelling;
}) {
  const { sessionId, session, list, neighbours, labelling } = props;
  const title = session.agentName || `Session ${sessionId}`;
  const zone = zoneOf(useZone(), session.agentTimezone);
  const time = `${longTime(session.timestamp, zone)} ${zoneName(zone, session.timestamp)}`;
  useTitle(`${title}, ${time}`);
  return (
    <header className={styles.head}>
      <div className={styles.first}>
        <Link
          to="/sessions"
          search={{ ...list, row: sessionId }}
          className={styles.back}
          aria-label="Back to sessions"
        >
          <Icon name="back" />
        </Link>
        <h1 className={styles.title} dir="auto">
          {title}
        </h1>
        <Steps neighbours={neighbours} />
        <LabelControl labelling={labelling} />
        <div className={styles.comment}>
          <CommentButton labelling={labelling} />
        </div>
      </div>
      <div className={styles.second}>
        <time dateTime={session.timestamp.toISOString()}>{time}</time>
        {session.duration != null && <b>{clock(session.duration)}</b>}
        <Channel session={session} />
        {(session.source || session.target) && (
          <span>
            <bdi>{session.source ?? "Unknown"}</bdi>
            <i>→</i>
            <bdi>{session.target ?? "Unknown"}</bdi>
          </span>
        )}
        <Id name="Session" value={sessionId} />
        {session.conversationId && <Id name="Conversation" value={session.conversationId} />}
      </div>
    </header>
  );
}

/** The place in the list, and the sessions before and after it. */
function Steps({ neighbours }: { neighbours: Neighbours }) {
  const { position, total, previous, next, open } = neighbours;
  const nothing =
    position === undefined
      ? "The session is not in this list"
      : "There are no more sessions in this list";
  return (
    <div className={styles.steps}>
      {position !== undefined && total !== undefined && (
        <span>
          {count(position)} of {count(total)}
        </span>
      )}
      <Button
        icon
        aria-label="Previous session"
        disabledReason={previous ? undefined : nothing}
        onPress={() => previous && open(previous)}
      >
        <Icon name="up" />
      </Button>
      <Button
        icon
        aria-label="Next session"
        disabledReason={next ? undefined : nothing}
        onPress={() => next && open(next)}
      >
        <Icon name="down" />
      </Button>
    </div>
  );
}

function Id({ name, value }: { name: string; value: string }) {
  return (
    <span className={styles.id}>
      <i>{name}</i>
      {value}
      <CopyButton text={value} label={`Copy ${name.toLowerCase()} ID`} />
    </span>
  );
}

/** `Inbound voice`, as far as it is known. */
function Channel({ session: { isOutbound, channelManagerType: type } }: { session: Session }) {
  const direction = isOutbound == null ? undefined : isOutbound ? "Outbound" : "Inbound";
  if (!direction && !type) return null;
  return (
    <span>
      {direction && <Icon name={isOutbound ? "outbound" : "inbound"} />}
      {[direction, type === "sms" ? "SMS" : type].filter(Boolean).join(" ")}
    </span>
  );
}
