import { PageHead } from "../../components/page-head.tsx";
import { sessionRoute } from "./route.tsx";

export function SessionPage() {
  const { sessionId } = sessionRoute.useParams();
  return <PageHead title={`Session ${sessionId}`} />;
}
