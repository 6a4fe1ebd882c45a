/** What a program does with the types that `openapi-typescript` generated. It is copied next to them. */
import type { components, operations, paths } from "./schema";

type Session = components["schemas"]["Session"];
type Query = operations["sessions_list"]["parameters"]["query"];
type Page =
  paths["/api/v1/sessions/"]["get"]["responses"][200]["content"]["application/json"]["items"];

const query: Query = { search_fields: ["agent_name"], search_field_values: ["desk"], limit: 5 };

export function describe(page: Page): string[] {
  return page.map(({ timestamp, agent_name }: Session) => `${timestamp} ${agent_name ?? query}`);
}
