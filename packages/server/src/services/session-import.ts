import type { FastifyBaseLogger } from "fastify";
import type { ImportVerdictWire } from "#contract/ingest.js";
import { describeError } from "../failure.js";
import type { SessionRecord, SessionStore } from "../store/port.js";
import { type Line, linesOf } from "./lines.js";
import { newSessionId } from "./session-id.js";
import { readSession } from "./session-record.js";
import { Spool } from "./spool.js";

/** How many sessions share one transaction. */
const BATCH = 2_000;
/** How many bytes of lines a transaction may have: one batch is held while another is written. */
const BATCH_BYTES = 8 * 1024 * 1024;
/** How long a line waits for others to share its transaction with. */
const BATCH_WAIT_MS = 10;
const MAX_LINE_BYTES = 1024 * 1024;
/** How many bytes of results may be unread. */
const MAX_UNREAD_BYTES = 8 * 1024 ** 3;

const utf8 = new TextDecoder("utf-8", { fatal: true });

interface Read {
  readonly line: number;
  readonly record: SessionRecord;
}

/** Keeps sessions that come one a line; each line's verdict is told once it is durable. */
export class SessionImport {
  /** Results that a client has not read yet are spooled to `spoolDir`. */
  constructor(
    private readonly store: SessionStore,
    private readonly spoolDir: string,
  ) {}

  /** The verdicts, as NDJSON. */
  async *run(
    organisation: number,
    body: AsyncIterable<Buffer>,
    log: FastifyBaseLogger,
  ): AsyncGenerator<Buffer> {
    const spool = new Spool(this.spoolDir, MAX_UNREAD_BYTES);
    const importing = this.consume(organisation, body, spool, log).then(
      () => spool.end(),
      (error) => spool.end(error),
    );
    yield* spool.read();
    await importing;
  }

  private async consume(
    organisation: number,
    body: AsyncIterable<Buffer>,
    spool: Spool,
    log: FastifyBaseLogger,
  ): Promise<void> {
    let records: Read[] = [];
    let verdicts: ImportVerdictWire[] = [];
    let bytes = 0;
    const write = async (batch: Read[], told: ImportVerdictWire[]) => {
      told.push(...(await this.keep(organisation, batch, log)));
      told.sort((one, other) => one.line - other.line);
      await spool.write(told.map((verdict) => `${JSON.stringify(verdict)}\n`).join(""));
    };
    // One batch is written while the next one is read.
    let writing: Promise<void> = Promise.resolve();
    const flush = async () => {
      const [batch, told] = [records, verdicts];
      records = [];
      verdicts = [];
      bytes = 0;
      await writing;
      writing = write(batch, told);
      // Its failure is told where it is awaited.
      writing.catch(() => undefined);
    };
    for await (const lines of pacedBy(linesOf(body, MAX_LINE_BYTES), BATCH_WAIT_MS)) {
      for (const line of lines) {
        const read = readLine(line);
        if ("record" in read) records.push(read);
        else verdicts.push(read);
        bytes += line.bytes?.length ?? 0;
        if (records.length + verdicts.length >= BATCH || bytes >= BATCH_BYTES) await flush();
      }
      if (lines.length === 0) await flush();
    }
    await flush();
    await writing;
  }

  private async keep(
    organisation: number,
    batch: readonly Read[],
    log: FastifyBaseLogger,
  ): Promise<ImportVerdictWire[]> {
    if (batch.length === 0) return [];
    try {
      const outcomes = await this.store.put(
        organisation,
        batch.map(({ record }) => record),
      );
      return batch.map(({ line, record }, index) => ({
        line,
        status: outcomes[index]!,
        session_id: String(record.id),
      }));
    } catch (error) {
      log.error({ err: error }, "a batch of an import could not be kept");
      const detail =
        "could not be kept, nor could the lines around it; the service's log tells why";
      return batch.map(({ line, record }) => ({
        line,
        status: "rejected",
        session_id: String(record.id),
        detail,
      }));
    }
  }
}

function readLine({ number: line, bytes }: Line): Read | ImportVerdictWire {
  const reject = (detail: string): ImportVerdictWire => ({ line, status: "rejected", detail });
  if (!bytes) return reject(`is longer than ${MAX_LINE_BYTES} bytes`);
  let body: unknown;
  try {
    body = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    return reject(`is no JSON: ${(error as Error).message}`);
  }
  const given = (body as { session_id?: unknown } | null)?.session_id;
  const read = readSession(body, given == null ? newSessionId() : undefined);
  if ("record" in read) return { line, record: read.record };
  return reject(read.errors.map(describeError).join("; "));
}

/** The same items, and an empty one whenever no next one has come for that long. */
async function* pacedBy<T>(items: AsyncGenerator<T[]>, waitMs: number): AsyncGenerator<T[]> {
  const idle = Symbol();
  const ask = () => {
    const asked = items.next();
    // A failure counts when it is awaited below; until then nobody listens, which would end the
    // process.
    asked.catch(() => undefined);
    return asked;
  };
  let next = ask();
  let told = true;
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const quiet = new Promise<typeof idle>((resolve) => {
      timer = setTimeout(resolve, waitMs, idle);
    });
    const first = told ? await next : await Promise.race([next, quiet]);
    clearTimeout(timer);
    if (first === idle) {
      told = true;
      yield [];
    } else if (first.done) {
      return;
    } else {
      told = false;
      next = ask();
      yield first.value;
    }
  }
}
