/**
 * Valid and invalid requests for every operation. A request is plain data, so that it can be recorded:
 * `{ operation, key, method, target, headers, body }` or `{ operation, key, raw }`, with bytes in
 * base64.
 */
import fc from "fast-check";
import { operations, wireName } from "syllable-contract";
import { encoded, METHODS, sometimes, visible } from "./arbitraries.mjs";
import { bodyOf } from "./bodies.mjs";
import { header } from "./headers.mjs";
import { rawRequest } from "./raw-requests.mjs";
import { filterValueOf, SESSIONS, text, time, wireValueOf } from "./values.mjs";

const noParameters = { fields: {} };
const get = (path) => ({ id: path, method: "GET", path, request: noParameters });
const OTHER_ROUTES = ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"].map(get);

/** Every operation of the contract, and the other routes. */
const OPERATIONS = [...operations, ...OTHER_ROUTES];

/** Ids of no key. A valid one could revoke the key of the requests that follow. */
const KEY_IDS = ["0", "01", "999999", "9007199254740992", "-1", "1.0", "x", "..", "%00", "%C3%A9"];

const pathValue = (name) =>
  name === "id"
    ? fc.constantFrom(...KEY_IDS)
    : name === "name"
      ? fc.oneof(fc.constantFrom("call", "call.mp3"), text.map(encoded))
      : fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom(...SESSIONS) },
          {
            weight: 1,
            arbitrary: fc.constantFrom("0", "01", "9007199254740992", "-1", "1.0", "..", "%00"),
          },
          { weight: 1, arbitrary: text.map(encoded) },
          { weight: 1, arbitrary: visible },
        );

/** Generates the path of an operation with values for its parameters. */
function pathOf({ path }) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const filled = fc
    .tuple(...names.map(pathValue))
    .map((values) =>
      names.reduce((all, name, index) => all.replace(`{${name}}`, () => values[index]), path),
    );
  return sometimes(
    visible.map((suffix) => `${path}${suffix}`),
    filled,
    30,
  );
}

/** Generates the query of an operation: known parameters, sometimes repeated, and unknown ones. */
function queryOf({ request, path }, tokens) {
  const parameters = Object.entries(request.fields)
    .map(([key, schema]) => ({ name: wireName(key), schema }))
    .filter(({ name }) => !path.includes(`{${name}}`));
  const fields = parameters.find(({ name }) => name === "search_fields")?.schema.items.values;
  // These parameters come in pairs.
  const others = parameters.filter(({ name }) => !name.startsWith("search_"));
  const pairs = others.map(({ name, schema }) =>
    parameterValue(name, schema, tokens).map((value) => `${name}=${encoded(value)}`),
  );
  const unknown = fc.oneof(
    visible,
    fc.tuple(text, text).map((pair) => pair.map(encoded).join("=")),
  );
  const parameterPairs =
    pairs.length === 0
      ? sometimes(unknown, fc.constant([]))
      : sometimes(unknown, subset(pairs), 12);
  const filters = fields ? fc.array(filterOf(fields), { maxLength: 4 }) : fc.constant([]);
  return fc
    .tuple(parameterPairs, filters)
    .map((lists) => lists.flat(2).join("&").replaceAll("#", ""));
}

/** Generates a subset of these pairs and, sometimes, any of them any number of times. */
const subset = (pairs) =>
  sometimes(
    fc.array(fc.oneof(...pairs), { maxLength: 6 }),
    fc.tuple(...pairs.map((pair) => fc.option(pair, { nil: [], freq: 2 }))),
  );

function parameterValue(name, schema, tokens) {
  if (name === "token") return sometimes(text, fc.constantFrom(...tokens), 4);
  if (/_datetime$/.test(name)) return sometimes(text, time);
  return wireValueOf(schema.items ?? schema).map((value) =>
    typeof value === "object" ? JSON.stringify(value) : value,
  );
}

/** Generates a filter by one of these properties. */
const filterOf = (fields) =>
  fc
    .constantFrom(...fields)
    .chain((field) => fc.tuple(fc.constant(field), filterValueOf(field)))
    .map(([field, value]) => `search_fields=${field}&search_field_values=${encoded(value)}`);

const key = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom("write", "admin") },
  { weight: 3, arbitrary: fc.constantFrom("read", "other", "none", "wrong") },
);

const base64 = (bytes) => bytes?.toString("base64");

const requestOf = (operation, tokens) =>
  fc.record({
    operation: fc.constant(operation.id),
    key,
    method: sometimes(fc.constantFrom(...METHODS), fc.constant(operation.method), 20),
    target: fc
      .tuple(pathOf(operation), queryOf(operation, tokens))
      .map(([path, query]) => (query ? `${path}?${query}` : path)),
    headers: fc.oneof(
      fc.constant([]),
      fc.uniqueArray(header, { maxLength: 3, selector: ([name]) => name }),
    ),
    body: bodyOf(operation).map(base64),
  });

/** Generates one request, or several to send at once. `tokens` are valid recording tokens. */
export function anyRequests(tokens) {
  const one = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.oneof(...OPERATIONS.map((operation) => requestOf(operation, tokens))),
    },
    { weight: 1, arbitrary: rawRequest },
  );
  return fc.oneof(
    { weight: 9, arbitrary: one.map((request) => [request]) },
    { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 6 }) },
  );
}
