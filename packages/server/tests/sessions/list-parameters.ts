/** Query parameters. A list is sent as repeated keys. */
export type Parameters = Record<string, string | readonly string[]>;

/** The path of a list of sessions with these parameters. */
export function pathOf(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values].flat()) query.append(name, value);
  }
  return `/api/v1/sessions/?${query}`;
}

/** Parameters that filter by pairs of a field and a value. */
export const by = (...pairs: [string, string][]): Parameters => ({
  search_fields: pairs.map(([field]) => field),
  search_field_values: pairs.map(([, value]) => value),
});
