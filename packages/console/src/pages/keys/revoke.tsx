import type { ApiKey } from "../../app/api.ts";
import { Button } from "../../components/button.tsx";
import { describeError } from "../../components/describe-error.ts";
import { notify } from "../../components/notice.tsx";
import { PopUp } from "../../components/pop-up.tsx";
import { useRevokeKey } from "./data.ts";
import styles from "./dialogs.module.css";

/** Asks before a key is revoked. */
export default function Revoke(props: { target: ApiKey; isOwn: boolean; onClose: () => void }) {
  const { target, isOwn, onClose } = props;
  const revocation = useRevokeKey();
  const revoke = () =>
    revocation.mutate(target.id, {
      onSuccess: () => {
        notify(`Revoked ${target.name}`);
        onClose();
      },
    });
  return (
    <PopUp title="Revoke this key?" onClose={onClose}>
      <div className={styles.form}>
        <p>
          Programs and browsers that use <b dir="auto">{target.name}</b> lose access within 5
          seconds. A revoked key can’t be restored.
          {isOwn && " You are signed in with this key, so you will be signed out."}
        </p>
        {revocation.error && (
          <p className={styles.error} role="alert">
            The key was not revoked. {describeError(revocation.error).cause}
          </p>
        )}
        <div className={styles.actions}>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="danger" onPress={revoke}>
            {revocation.isPending ? "Revoking…" : "Revoke"}
          </Button>
        </div>
      </div>
    </PopUp>
  );
}
