import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { LoadError } from "./load-error.tsx";

/** Shown instead of a page that failed. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <LoadError isPage title="This page could not be loaded" error={error} onRetry={retry} />;
}
