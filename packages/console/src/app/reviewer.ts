import { useBrowserSession } from "./browser-session.ts";
import { reviewer } from "./preferences.ts";
import { useStored } from "./stored.ts";

/** Who labels sessions in this browser: the address in the settings, otherwise the name of the key. */
export function useReviewer(): string {
  const { key } = useBrowserSession();
  const [address] = useStored(reviewer);
  return address || key.name;
}
