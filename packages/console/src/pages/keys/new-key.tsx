import { useState } from "react";
import type { Scope } from "../../app/api.ts";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { describeError } from "../../components/describe-error.ts";
import { Field } from "../../components/field.tsx";
import { PopUp } from "../../components/pop-up.tsx";
import { SCOPES, useCreateKey } from "./data.ts";
import styles from "./dialogs.module.css";

/** Asks for the name and the scope of a new key, and shows its secret once. */
export default function NewKey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>("read");
  const creation = useCreateKey();
  if (creation.data) {
    const { secret } = creation.data;
    return (
      <PopUp title={`Key ${creation.data.name}`} staysOpen onClose={onClose}>
        <div className={styles.form}>
          <p>Copy the key now. It is not stored, so it can’t be shown again.</p>
          <div className={styles.secret}>
            <code>{secret}</code>
            <CopyButton text={secret}>Copy</CopyButton>
          </div>
          <div className={styles.actions}>
            <Button kind="primary" onPress={onClose}>
              Done
            </Button>
          </div>
        </div>
      </PopUp>
    );
  }
  return (
    <PopUp title="New key" onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          creation.mutate({ name: name.trim(), scope });
        }}
      >
        <Field
          label="Name"
          hint="What uses the key, such as telephony or review-desk"
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          maxLength={200}
          error={creation.error ? describeError(creation.error).cause : undefined}
        />
        <fieldset className={styles.scopes}>
          <legend>Scope</legend>
          {SCOPES.map(({ id, name: meaning }) => (
            <label key={id}>
              <input
                type="radio"
                name="scope"
                checked={scope === id}
                onChange={() => setScope(id)}
              />
              <b>{id}</b> {meaning}
            </label>
          ))}
        </fieldset>
        <div className={styles.actions}>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {creation.isPending ? "Creating…" : "Create key"}
          </Button>
        </div>
      </form>
    </PopUp>
  );
}
