import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Blank } from "../../components/blank.tsx";
import { LoadError } from "../../components/load-error.tsx";
import { useTitle } from "../../components/page-head.tsx";
import { sessionQuery } from "./data.ts";
import { Page } from "./page.tsx";
import { PlayerContext } from "./player/use-player.ts";
import { usePlayerOf } from "./player/use-player-of.ts";
import { sessionRoute } from "./route.tsx";
import { Skeleton } from "./skeleton.tsx";

/** The page of a session. Another session has a page of its own: nothing of the previous one stays. */
export function SessionPage() {
  const { sessionId } = sessionRoute.useParams();
  const { t, ...list } = sessionRoute.useSearch();
  const player = usePlayerOf(sessionId, t);
  const { data, error, isError, refetch } = useQuery(sessionQuery(sessionId));
  useTitle(`Session ${sessionId}`);
  if (isError) {
    const { statusCode } = error as { statusCode?: number };
    return statusCode === 404 || statusCode === 403 || statusCode === 422 ? (
      <NotFound sessionId={sessionId} />
    ) : (
      <LoadError
        isPage
        title="The session could not be loaded"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data || !player) return <Skeleton />;
  return (
    <PlayerContext value={player}>
      <Page key={sessionId} sessionId={sessionId} session={data} list={list} />
    </PlayerContext>
  );
}

/** Sessions that do not exist and sessions that may not be read look the same. */
function NotFound({ sessionId }: { sessionId: string }) {
  return (
    <Blank
      isPage
      title="Session not found"
      actions={
        <Link to="/sessions" className="link">
          Go to sessions
        </Link>
      }
    >
      <p>
        Session <bdi>{sessionId}</bdi> does not exist, or your key does not have access to it.
      </p>
    </Blank>
  );
}
