import { copyText } from "../../../components/copy-text.ts";
import { notify } from "../../../components/notice.tsx";

/** The address of a second of a session. */
export const linkTo = (sessionId: string, time: number): string =>
  `${location.origin}/sessions/${encodeURIComponent(sessionId)}?t=${Math.floor(time)}`;

/** Copies the link to a second of a session, and says so. */
export async function copyLink(sessionId: string, second: number): Promise<void> {
  if (await copyText(linkTo(sessionId, second))) notify("Copied");
}
