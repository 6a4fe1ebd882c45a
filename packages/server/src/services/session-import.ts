import type { FastifyBaseLogger } from "fastify";
import type { SessionStore } from "../store/port.js";
import { ImportBatches } from "./import-batches.js";
import { MAX_LINE_BYTES, readLine } from "./import-line.js";
import { linesOf } from "./lines.js";
import { Spool } from "./spool.js";
import { TimeSlices } from "./time-slices.js";

/** How long a line waits for others to share its transaction with. */
const BATCH_WAIT_MS = 10;

/** How many bytes of results may be unread. */
const MAX_UNREAD_BYTES = 8 * 1024 ** 3;

/** Imports sessions, one a line. The result of a line follows once it is durable. */
export class SessionImport {
  readonly #slices = new TimeSlices();

  /** Results that a client has not read yet are spooled to `spoolDir`. */
  constructor(
    private readonly store: SessionStore,
    private readonly spoolDir: string,
  ) {}

  /** Yields the results, as NDJSON. */
  async *run(
    organisation: number,
    body: AsyncIterable<Buffer>,
    log: FastifyBaseLogger,
  ): AsyncGenerator<Buffer> {
    const results = new Spool(this.spoolDir, MAX_UNREAD_BYTES);
    const batches = new ImportBatches(this.store, organisation, results, log);
    const importing = this.#read(body, batches).then(
      () => results.end(),
      (error) => results.end(error),
    );
    yield* results.read();
    await importing;
  }

  async #read(body: AsyncIterable<Buffer>, batches: ImportBatches): Promise<void> {
    let idle: NodeJS.Timeout | undefined;
    const flushWhenIdle = () => {
      if (batches.isWriting) idle = setTimeout(flushWhenIdle, BATCH_WAIT_MS);
      else batches.flush();
    };
    try {
      for await (const lines of linesOf(body, MAX_LINE_BYTES)) {
        clearTimeout(idle);
        if (this.#slices.isOver()) await this.#slices.next();
        for (const line of lines) {
          batches.add(readLine(line), line.bytes?.length ?? 0);
          if (batches.isFull) await batches.flush();
          if (this.#slices.isOver()) await this.#slices.next();
        }
        idle = setTimeout(flushWhenIdle, BATCH_WAIT_MS);
      }
    } finally {
      clearTimeout(idle);
      await batches.written();
    }
    await batches.flush();
    await batches.written();
  }
}
