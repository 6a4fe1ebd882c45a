import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { LoadError } from "./load-error.tsx";

/** The page that stands in the place of one that failed. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <LoadError isPage title="This page could not be loaded" error={error} onRetry={retry} />;
}
