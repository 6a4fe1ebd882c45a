import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api.ts";

/** What the service stores and does now. */
export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: ({ signal }) => api.status(signal),
  staleTime: 0,
});
