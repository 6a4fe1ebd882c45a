import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { StoreUnavailable } from "../port.js";
import { breaksConnection, leavesCommitUnknown, toStoreError } from "./errors.js";

const databaseError = (code: string, message: string, where?: string) =>
  Object.assign(new DatabaseError(message, message.length, "error"), { code, where });

test.each([
  [
    "08006",
    "connection to the remote node syllable@10.0.0.2:5432 failed with the following error: Connection refused",
  ],
  ["08006", "could not establish any connections to the node 10.0.0.2:5432 after 30000 ms"],
  ["XX000", "failure on connection marked as essential: 10.0.0.2:5432"],
  [
    "57P01",
    "terminating connection due to administrator command",
    "while executing command on 10.0.0.2:5432",
  ],
])(
  "error %s of a worker of a Citus cluster names the worker: %s",
  (code, message, where?: string) => {
    const error = databaseError(code, message, where);
    // The connection to the coordinator remains.
    expect(breaksConnection(error)).toBe(false);
    expect(leavesCommitUnknown(error)).toBe(true);
    const outage = toStoreError(error) as StoreUnavailable;
    expect(outage).toBeInstanceOf(StoreUnavailable);
    expect(outage.reason).toBe("one of its nodes can't be reached");
    expect(outage.remedy).toContain("the worker 10.0.0.2:5432 of the Citus cluster");
    expect(outage.transient).toBe(true);
    expect(error.where).toBeUndefined();
  },
);

test("a commit that no worker has confirmed may have succeeded", () => {
  const error = databaseError(
    "XX000",
    "could not commit transaction for shard 102008 on at least one active node",
  );
  expect(leavesCommitUnknown(error)).toBe(true);
  expect(toStoreError(error)).toBeInstanceOf(StoreUnavailable);
});

test("the server itself is meant by errors that no worker has reported", () => {
  const lost = databaseError("57P01", "terminating connection due to administrator command");
  expect(breaksConnection(lost)).toBe(true);
  expect((toStoreError(lost) as StoreUnavailable).reason).toBe(
    "it is shutting down or starting up",
  );
  const conflict = databaseError("23505", "duplicate key", "while executing command on 10.0.0.2:1");
  expect(breaksConnection(conflict)).toBe(false);
  expect(leavesCommitUnknown(conflict)).toBe(false);
  expect(toStoreError(conflict)).toBe(conflict);
});
