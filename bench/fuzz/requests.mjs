/**
 * Requests for every operation, more or less well-formed. A request is plain data:
 * `{ operation, key, method, target, headers, body }` or `{ operation, key, raw }`; bytes are in
 * base64, so that it can be recorded.
 */
import fc from "fast-check";
import { operations, wireName } from "syllable-contract";
import { encoded, METHODS, sometimes, visible } from "./arbitraries.mjs";
import { bodyOf } from "./bodies.mjs";
import { header } from "./headers.mjs";
import { rawRequest } from "./raw-requests.mjs";
import { filterValueOf, SESSIONS, text, time, wireValueOf } from "./values.mjs";

const nothing = { fields: {} };
const get = (path) => ({ id: path, method: "GET", path, request: nothing });
const OTHERS = ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs"].map(get);

/** Every operation of the contract, and what else has a path. */
const OPERATIONS = [...operations, ...OTHERS];

const pathValue = (name) =>
  name === "name"
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

/** The path of an operation, its parameters filled in. */
function pathOf({ path }) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const filled = fc
    .tuple(...names.map(pathValue))
    .map((values) =>
      names.reduce((all, name, index) => all.replace(`{${name}}`, () => values[index]), path),
    );
  return sometimes(
    visible.map((more) => `${path}${more}`),
    filled,
    30,
  );
}

/** The query of an operation: known parameters, at times repeated, and others. */
function queryOf({ request, path }, tokens) {
  const parameters = Object.entries(request.fields)
    .map(([key, schema]) => ({ name: wireName(key), schema }))
    .filter(({ name }) => !path.includes(`{${name}}`));
  const fields = parameters.find(({ name }) => name === "search_fields")?.schema.items.values;
  // Filters come in pairs of these.
  const others = parameters.filter(({ name }) => !name.startsWith("search_"));
  const pairs = others.map(({ name, schema }) =>
    parameterValue(name, schema, tokens).map((value) => `${name}=${encoded(value)}`),
  );
  const odd = fc.oneof(
    visible,
    fc.tuple(text, text).map((pair) => pair.map(encoded).join("=")),
  );
  const some =
    pairs.length === 0 ? sometimes(odd, fc.constant([])) : sometimes(odd, subset(pairs), 12);
  const filters = fields ? fc.array(filterOf(fields), { maxLength: 4 }) : fc.constant([]);
  return fc.tuple(some, filters).map((lists) => lists.flat(2).join("&").replaceAll("#", ""));
}

/** Some of these pairs, each once; at times any of them, any number of times. */
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

/** A field and a value to filter by. */
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

/** One request, or several that are sent at once; `tokens` open recordings. */
export function anyRequests(tokens) {
  const one = fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...OPERATIONS.map((each) => requestOf(each, tokens))) },
    { weight: 1, arbitrary: rawRequest },
  );
  return fc.oneof(
    { weight: 9, arbitrary: one.map((request) => [request]) },
    { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 6 }) },
  );
}
