import { useSearch } from "@tanstack/react-router";
import { type Zone, zonePreference } from "./preferences.ts";
import { useStored } from "./stored.ts";

/** The zone that the page shows times in: that of the address, otherwise the one the viewer prefers. */
export function useZone(): Zone {
  const { zone } = useSearch({ strict: false });
  const [preferred] = useStored(zonePreference);
  return zone ?? preferred;
}
