import { Link } from "@tanstack/react-router";
import { Blank } from "./blank.tsx";
import { useTitle } from "./page-head.tsx";

export function PageNotFound() {
  useTitle("Not found");
  return (
    <Blank
      isPage
      title="Page not found"
      actions={
        <Link to="/sessions" className="link">
          Go to sessions
        </Link>
      }
    >
      <p>The address may be mistyped, or you may not have access.</p>
    </Blank>
  );
}
