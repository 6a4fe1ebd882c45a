import { QueryClient } from "@tanstack/react-query";

/** Statuses of requests that fail in the same way again. */
const isFinal = (status: unknown) => typeof status === "number" && status < 500 && status !== 429;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Nothing on the page moves by itself: data is loaded again when the viewer asks for it.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (failures, error) =>
        failures < 2 && !isFinal((error as { statusCode?: unknown }).statusCode),
    },
  },
});
