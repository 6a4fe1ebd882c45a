import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Scope } from "../../app/api.ts";

/** The keys of the organisation, the newest first. */
export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: async ({ signal }) => {
    const { items } = await api.keys.list(signal);
    return items.toSorted((a, b) => b.created_at.localeCompare(a.created_at));
  },
  staleTime: 0,
});

export const SCOPES: readonly { readonly id: Scope; readonly name: string }[] = [
  { id: "read", name: "Can read sessions and recordings" },
  { id: "write", name: "Can also write sessions, recordings and labels" },
  { id: "admin", name: "Can also create and revoke keys" },
];

export function useCreateKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: api.keys.create,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}

export function useRevokeKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: api.keys.delete,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}
