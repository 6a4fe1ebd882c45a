import { headers } from "./service.mjs";
import { makeSession } from "./sessions.mjs";

/** Uploads a recording for a new session and returns its URL. */
export async function uploadRecording(service, bytes) {
  const { session_id, ...session } = makeSession(0);
  const api = `${service.url}/api/v1/sessions`;
  const put = async (path, body, type) => {
    const allHeaders = { ...headers, "content-type": type };
    const response = await fetch(`${api}/${path}`, { method: "PUT", headers: allHeaders, body });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  };
  await put(session_id, JSON.stringify(session), "application/json");
  await put(`recording/${session_id}/call`, bytes, "audio/wav");
  const urls = await fetch(`${api}/recording/${session_id}`, { method: "POST", headers });
  const { recordings } = await urls.json();
  return recordings[0];
}
