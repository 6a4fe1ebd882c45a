/** Thrown instead of sending a request. The request has been printed. */
export class DryRun extends Error {
  /** Prints a request, without its key, and stops the call. */
  static async stop(request: Request): Promise<never> {
    const lines = [`${request.method} ${request.url}`];
    for (const [name, value] of request.headers) {
      lines.push(`${name}: ${name === "syllable-api-key" ? "***" : value}`);
    }
    const body = await request.clone().text();
    if (body !== "") lines.push("", body);
    process.stdout.write(`${lines.join("\n")}\n`);
    DryRun.#isPrinted = true;
    throw new DryRun();
  }

  static #isPrinted = false;

  /** Whether a request was printed. The SDK reports it as a request that failed. */
  static get isPrinted(): boolean {
    return DryRun.#isPrinted;
  }
}
