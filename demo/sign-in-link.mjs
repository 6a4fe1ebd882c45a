/** Creates a link that opens the console and signs its browser in once. */
export async function signInLink({ url, key }) {
  const path = "/api/v1/console/links";
  const headers = { "syllable-api-key": key };
  const response = await fetch(url + path, { method: "POST", headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  const { link } = await response.json();
  return `${url}/sign-in#link=${link}`;
}
