/** Measures every program: bytes bundled and minified, those gzipped, and what it may have. */
export function sizes(): Promise<
  { name: string; minified: number; gzipped: number; budget: number }[]
>;
