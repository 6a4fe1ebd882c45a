import { useEffect, useRef, useState } from "react";
import { Player } from "./player.ts";
import { RecordingUrls } from "./recording-urls.ts";

/** The player of a session. It exists as long as the page shows the session. */
export function usePlayerOf(sessionId: string, startAt: number | undefined): Player | undefined {
  const [player, setPlayer] = useState<Player>();
  const start = useRef(startAt);
  start.current = startAt;
  useEffect(() => {
    const made = new Player(new RecordingUrls(sessionId), start.current ?? 0);
    setPlayer(made);
    return () => {
      made.close();
      setPlayer(undefined);
    };
  }, [sessionId]);
  // The player of the session before is never shown with this one.
  return player?.urls.sessionId === sessionId ? player : undefined;
}
