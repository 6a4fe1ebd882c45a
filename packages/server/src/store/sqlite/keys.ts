import type { ApiKey, KeyListing, KeyStore, Organisation } from "../port.js";
import { builder, type Database } from "./database.js";

export function sqliteKeys(db: Database): KeyStore {
  return {
    async find(hash) {
      const query = builder
        .selectFrom("api_keys")
        .select(["id", "org_id as organisation", "name", "scope"])
        .where("hash", "=", hash)
        .where("revoked_at", "is", null);
      return db.select<ApiKey>(query.compile())[0];
    },

    async organisation(name) {
      const make = builder
        .insertInto("organisations")
        .values({ name, created_at: Date.now() })
        .onConflict((taken) => taken.doNothing());
      db.execute(make.compile());
      const find = builder
        .selectFrom("organisations")
        .select(["id", "name"])
        .where("name", "=", name);
      return db.select<Organisation>(find.compile())[0]!;
    },

    async organisations() {
      const query = builder.selectFrom("organisations").select(["id", "name"]).orderBy("name");
      return db.select<Organisation>(query.compile());
    },

    async add({ organisation, name, scope }, hash) {
      return db.transaction(() => {
        const row = { org_id: organisation, name, scope, hash, created_at: Date.now() };
        db.execute(builder.insertInto("api_keys").values(row).compile());
        const [id] = db.row<[number]>("SELECT last_insert_rowid()")!;
        return { id, organisation, name, scope };
      });
    },

    async list() {
      const query = builder
        .selectFrom("api_keys")
        .innerJoin("organisations", "organisations.id", "api_keys.org_id")
        .select([
          "api_keys.id as id",
          "api_keys.org_id as organisation",
          "organisations.name as organisationName",
          "api_keys.name as name",
          "scope",
          "api_keys.created_at as createdAt",
          "revoked_at as revokedAt",
        ])
        .orderBy("api_keys.id");
      return db.select<KeyListing>(query.compile());
    },

    async revoke(id) {
      const query = builder
        .updateTable("api_keys")
        .set({ revoked_at: Date.now() })
        .where("id", "=", id)
        .where("revoked_at", "is", null);
      return db.execute(query.compile()) === 1;
    },
  };
}
