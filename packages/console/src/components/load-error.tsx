import { Blank } from "./blank.tsx";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";
import { describeError } from "./describe-error.ts";
import styles from "./load-error.module.css";

/** Shows what could not be loaded and why, with a button to try again. */
export function LoadError(props: {
  title: string;
  error: unknown;
  /** A sentence about what is not affected, such as the filters. */
  kept?: string;
  /** Whether the whole page could not be loaded. */
  isPage?: boolean;
  onRetry: () => void;
}) {
  const { cause, details } = describeError(props.error);
  return (
    <Blank
      title={props.title}
      isError
      isPage={props.isPage ?? false}
      actions={
        <>
          <Button kind="primary" onPress={props.onRetry}>
            Try again
          </Button>
          <CopyButton text={[props.title, cause, details].filter(Boolean).join("\n")}>
            Copy details
          </CopyButton>
        </>
      }
    >
      <p>
        {cause} {props.kept}
      </p>
      {details && <p className={styles.details}>{details}</p>}
    </Blank>
  );
}
