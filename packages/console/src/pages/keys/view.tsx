import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { ApiKey } from "../../app/api.ts";
import { useBrowserSession } from "../../app/browser-session.ts";
import { useZone } from "../../app/zone.ts";
import { Blank } from "../../components/blank.tsx";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { LoadError } from "../../components/load-error.tsx";
import { PageHead } from "../../components/page-head.tsx";
import table from "../../components/table.module.css";
import { counted } from "../../text/numbers.ts";
import { columnZoneName, rowTime, zoneOf } from "../../text/times.ts";
import { keysQuery } from "./data.ts";
import styles from "./view.module.css";

const NewKey = lazy(() => import("./new-key.tsx"));
const Revoke = lazy(() => import("./revoke.tsx"));

/** The API keys of the organisation. */
export function KeysPage() {
  const { key } = useBrowserSession();
  const [isAdding, setAdding] = useState(false);
  const isAdmin = key.scope === "admin";
  const keys = useQuery({ ...keysQuery, enabled: isAdmin });
  const active = keys.data?.filter(({ revoked_at }) => !revoked_at).length;
  return (
    <>
      <PageHead
        title="Keys"
        actions={
          isAdmin && (
            <Button kind="primary" onPress={() => setAdding(true)}>
              <Icon name="plus" />
              New key
            </Button>
          )
        }
      >
        <span className={styles.total} role="status">
          {active !== undefined && counted(active, "active key")}
        </span>
      </PageHead>
      <div className={styles.place}>
        {!isAdmin ? (
          <Blank title="This page is for administrators">
            <p>Your key has the scope {key.scope}. To manage keys, sign in with an admin key.</p>
          </Blank>
        ) : keys.error ? (
          <LoadError
            title="Keys could not be loaded"
            error={keys.error}
            onRetry={() => void keys.refetch()}
          />
        ) : (
          keys.data && <KeyTable keys={keys.data} ownId={key.id} />
        )}
      </div>
      <Suspense>{isAdding && <NewKey onClose={() => setAdding(false)} />}</Suspense>
    </>
  );
}

function KeyTable({ keys, ownId }: { keys: readonly ApiKey[]; ownId: number }) {
  const zone = useZone();
  const [revoking, setRevoking] = useState<ApiKey>();
  const timeZone = zoneOf(zone, undefined);
  const time = (text: string | null | undefined) =>
    text ? rowTime(new Date(text), timeZone) : undefined;
  const zoneTitle = columnZoneName(zone === "agent" ? "local" : zone);
  return (
    <>
      <table className={table.table} aria-label="Keys">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Scope</th>
            <th scope="col">Created, {zoneTitle}</th>
            <th scope="col">Last used, {zoneTitle}</th>
            <th scope="col">State</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} className={key.revoked_at ? styles.revoked : undefined}>
              <td className={styles.name} dir="auto">
                {key.name}
                {key.id === ownId && <span className={styles.own}>this browser</span>}
              </td>
              <td>{key.scope}</td>
              <td>{time(key.created_at)}</td>
              <td>{time(key.last_used_at) ?? <span className={styles.absent}>Never</span>}</td>
              <td>{key.revoked_at ? `Revoked ${time(key.revoked_at)}` : "Active"}</td>
              <td className={styles.action}>
                {!key.revoked_at && (
                  <Button
                    kind="quiet"
                    aria-label={`Revoke ${key.name}`}
                    onPress={() => setRevoking(key)}
                  >
                    Revoke
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Suspense>
        {revoking && (
          <Revoke
            target={revoking}
            isOwn={revoking.id === ownId}
            onClose={() => setRevoking(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
