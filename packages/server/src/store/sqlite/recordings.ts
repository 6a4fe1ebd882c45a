import type { RecordingRecord, RecordingStore } from "../port.js";
import { builder, type Database } from "./database.js";

const recordings = () =>
  builder
    .selectFrom("recordings")
    .select([
      "org_id as organisation",
      "session_id as session",
      "name",
      "blob",
      "state",
      "type",
      "bytes",
      "sha256",
      "seconds",
      "channels",
    ]);

const ABANDON = "UPDATE recordings SET state = 'condemned' WHERE blob = ? AND state = 'pending'";

export function sqliteRecordings(db: Database): RecordingStore {
  const blobsIn = (state: "pending" | "condemned"): string[] => {
    const query = builder.selectFrom("recordings").select("blob").where("state", "=", state);
    return db.select<{ blob: string }>(query.compile()).map(({ blob }) => blob);
  };

  return {
    async begin({ organisation, session, name, blob, type }) {
      const row = {
        blob,
        org_id: organisation,
        session_id: session,
        name,
        type,
        state: "pending" as const,
        created_at: Date.now(),
      };
      db.execute(builder.insertInto("recordings").values(row).compile());
    },

    async commit(blob, facts) {
      return db.transaction(() => {
        const [begun] = db.select<RecordingRecord>(recordings().where("blob", "=", blob).compile());
        if (begun?.state !== "pending") return false;
        const { organisation, session, name } = begun;
        const kept = "SELECT 1 FROM sessions WHERE org_id = ? AND session_id = ?";
        if (!db.row(kept, organisation, session)) return false;
        const before = builder
          .updateTable("recordings")
          .set({ state: "condemned" })
          .where("org_id", "=", organisation)
          .where("session_id", "=", session)
          .where("name", "=", name)
          .where("state", "=", "ready");
        db.execute(before.compile());
        const now = builder
          .updateTable("recordings")
          .set({ state: "ready", ...facts })
          .where("blob", "=", blob);
        db.execute(now.compile());
        return true;
      });
    },

    async find(organisation, session, name) {
      const query = recordings()
        .where("org_id", "=", organisation)
        .where("session_id", "=", session)
        .where("name", "=", name)
        .where("state", "=", "ready");
      return db.select<RecordingRecord>(query.compile())[0];
    },

    async list(organisation, session) {
      const query = recordings()
        .where("org_id", "=", organisation)
        .where("session_id", "=", session)
        .where("state", "!=", "condemned")
        .orderBy("name")
        .orderBy("created_at");
      return db.select<RecordingRecord>(query.compile());
    },

    async pending() {
      return blobsIn("pending");
    },

    async abandon(blobs) {
      db.transaction(() => {
        for (const blob of blobs) db.run(ABANDON, [blob]);
      });
    },

    async condemned() {
      return blobsIn("condemned");
    },

    async forget(blob) {
      db.execute(builder.deleteFrom("recordings").where("blob", "=", blob).compile());
    },
  };
}
