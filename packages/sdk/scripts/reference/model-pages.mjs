/** The pages of models and enums. */
import { HEADER, table } from "./markdown.mjs";
import { fieldText, pageOf, typeLink } from "./types.mjs";

/** Pages of the models that the operations use, and of the enums that those use. */
export function modelPages(operations, constants) {
  const schemas = new Map();
  const visit = (schema) => {
    if (schema?.items) visit(schema.items);
    if (schema?.name === undefined || schemas.has(schema.name)) return;
    schemas.set(schema.name, schema);
    for (const field of Object.values(schema.fields ?? {})) visit(field);
  };
  for (const { request, body, result } of operations) {
    if (request.description) visit(request);
    for (const payload of [body, result]) if (payload?.fields) visit(payload);
  }
  return [...schemas.values()].map((schema) =>
    schema.type === "model" ? modelPage(schema) : enumPage(schema, constants.get(schema.name)),
  );
}

function modelPage(model) {
  const page = pageOf(model.name);
  const folder = page.split("/")[1];
  const rows = Object.entries(model.fields).map(([name, field]) => [
    `\`${name}\``,
    typeLink(field, page),
    field.optional ? "no" : "yes",
    fieldText(field),
  ]);
  const text = `${HEADER}
# ${model.name}

${model.ownDescription ?? model.description}

\`\`\`ts
import type { ${model.name} } from "syllable-sdk/models/${folder}";
\`\`\`

${table(["Field", "Type", "Required", "Description"], rows)}
A field that is not required may be absent, \`null\` or \`undefined\`.
`;
  return [page, text];
}

const CLOSED = `Requests accept only these values, as an enum member or as a string. A response may have others, because a newer
service may know more values.`;

const OPEN = `These are the known values. Requests accept any other string, and a response may have others.`;

function enumPage({ name, ownDescription, description, knownValues }, constant) {
  const rows = Object.entries(constant).map(([key, value]) => [
    `\`${name}.${key}\``,
    `\`"${value}"\``,
  ]);
  const text = `${HEADER}
# ${name}

${ownDescription ?? description}

\`\`\`ts
import { ${name} } from "syllable-sdk/models/components";
\`\`\`

${table(["Name", "Value"], rows)}
${knownValues ? OPEN : CLOSED}
`;
  return [pageOf(name), text];
}
