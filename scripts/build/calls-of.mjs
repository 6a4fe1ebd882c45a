/** The calls of a function in a syntax tree. */
export function* callsOf(name, node) {
  if (node.type === "CallExpression" && node.callee.name === name) yield node;
  for (const child of Object.values(node).flat()) {
    if (typeof child?.type === "string") yield* callsOf(name, child);
  }
}
