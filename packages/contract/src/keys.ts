/** API keys, for admins. The platform manages keys elsewhere. */
import { operation } from "./operation.js";
import {
  array,
  dateTime,
  described,
  enumeration,
  model,
  optional,
  positiveInteger,
  string,
  type Wire,
} from "./schema.js";

export const KeyScope = { Read: "read", Write: "write", Admin: "admin" } as const;
export type KeyScope = (typeof KeyScope)[keyof typeof KeyScope];

export const keyScope = described(
  "What a key allows. `write` includes `read`, and `admin` includes `write`.",
  enumeration(KeyScope),
  { name: "KeyScope" },
);

const keyFields = {
  id: described("The key's id.", positiveInteger),
  name: described("The name of the key in lists.", string),
  scope: described("What the key allows.", keyScope),
};

export const keyModel = described("An API key, without its secret.", model("Key", keyFields));

const listedKeyFields = {
  ...keyFields,
  createdAt: described("When the key was created.", dateTime),
  lastUsedAt: described(
    "When the key was last used, to the minute. Absent if it was never used.",
    optional(dateTime),
  ),
  revokedAt: described("When the key was revoked. Absent if it is valid.", optional(dateTime)),
};

export const listedKeyModel = described(
  "An API key in a list.",
  model("ListedKey", listedKeyFields),
);

export type ListedKeyWire = Wire<typeof listedKeyModel>;

export const listResponseKeyModel = described(
  "The API keys of an organisation.",
  model("ListResponseKey", {
    items: described(
      "The keys, valid and revoked, in the order of their ids.",
      array(listedKeyModel),
    ),
  }),
);

export const keyCreateModel = described(
  "An API key to create.",
  model("KeyCreate", {
    name: described("The name of the key in lists: 1 to 200 characters.", string),
    scope: described("What the key allows.", keyScope),
  }),
);

export type KeyCreateWire = Wire<typeof keyCreateModel>;

export const createdKeyModel = described(
  "A new API key.",
  model("CreatedKey", {
    ...listedKeyFields,
    secret: described("The key itself. The service stores only its hash.", string),
  }),
);

export type CreatedKeyWire = Wire<typeof createdKeyModel>;

export const keysList = described(
  "List the API keys of the organisation. Requires the scope admin.",
  operation({
    method: "GET",
    path: "/api/v1/keys",
    request: model("KeysListRequest", {}),
    result: listResponseKeyModel,
  }),
  { id: "keys_list", errors: [] },
);

export const keyCreate = described(
  "Create an API key of the organisation. Requires the scope admin. Only this response contains the key.",
  operation({
    method: "POST",
    path: "/api/v1/keys",
    request: model("KeyCreateRequest", {}),
    body: keyCreateModel,
    result: createdKeyModel,
  }),
  { id: "key_create", creates: true, errors: [] },
);

export const keyRevokeRequestModel = model("KeyRevokeRequest", {
  id: described("The key's id.", positiveInteger),
});

export const keyRevoke = described(
  "Revoke an API key of the organisation. Requires the scope admin. Requests with the key, and browser " +
    "sessions that began with it, fail within 5 seconds.",
  operation({
    method: "DELETE",
    path: "/api/v1/keys/{id}",
    request: keyRevokeRequestModel,
    result: "none",
  }),
  { id: "key_revoke", errors: [404] },
);
