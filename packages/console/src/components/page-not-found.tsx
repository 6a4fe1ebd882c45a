import { Link } from "@tanstack/react-router";
import { Blank } from "./blank.tsx";
import { useTitle } from "./page-head.tsx";

export function PageNotFound() {
  useTitle("Not found");
  return (
    <Blank
      isPage
      title="There is no such page"
      actions={
        <Link to="/sessions" className="link">
          Go to the sessions
        </Link>
      }
    >
      <p>The address may be mistyped, or you may not have access.</p>
    </Blank>
  );
}
