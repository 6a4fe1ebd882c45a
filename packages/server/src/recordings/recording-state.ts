import type { CurrentState } from "../preconditions.js";
import type { RecordingName, RecordingStore } from "../store/port.js";
import { servedType } from "./media-type.js";
import { recordingEtags } from "./recording-etags.js";

/** The state of a recording before a write. */
export async function recordingState(
  store: RecordingStore,
  { organisation, session, name }: RecordingName,
): Promise<CurrentState> {
  const ready = await store.find(organisation, session, name);
  if (!ready) return { etags: [], version: null };
  return {
    etags: recordingEtags({ sha256: ready.sha256, type: servedType(ready.type) }),
    version: ready.blob,
  };
}
