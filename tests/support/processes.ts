import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBalancer } from "../../tools/cluster/balancer.mjs";
import { RunningCommand } from "./command.js";
import { newPrefix, type ObjectStore } from "./object-store.js";
import type { PostgresServer, TestDatabase } from "./postgres.js";
import { ADMIN_KEY, clientOf, type TestService } from "./service.js";

const PROCESSES = 3;
const PASSED_ON = ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

/** Several processes of the service with one database and one bucket, behind a balancer. */
export class Processes {
  private constructor(
    readonly database: TestDatabase,
    /** The prefix of the recordings in the bucket. */
    readonly prefix: string,
    /** The settings of each process. */
    readonly variables: Readonly<Record<string, string>>,
    readonly commands: RunningCommand[],
    /** Each process, for helpers that take a service. */
    readonly each: TestService[],
    readonly front: TestService,
    private readonly end: () => Promise<void>,
  ) {}

  /** Starts all processes at once, with an empty database. */
  static async start(
    server: PostgresServer,
    store: ObjectStore,
    given: Record<string, string> = { SYLLABLE_BOOTSTRAP_KEY: ADMIN_KEY },
  ): Promise<Processes> {
    const database = await server.newDatabase();
    const prefix = newPrefix();
    const folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
    const variables = {
      ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]!])),
      SYLLABLE_DATABASE_URL: database.url,
      SYLLABLE_DATABASE_CONNECTIONS: "6",
      SYLLABLE_RECORDINGS_URL: `s3://${store.bucket}/${prefix}`,
      SYLLABLE_S3_ENDPOINT: store.endpoint,
      SYLLABLE_DATA_DIR: folder,
      ...given,
    };
    const commands = Array.from({ length: PROCESSES }, () => startOne(variables));
    const urls = await Promise.all(commands.map((command) => command.url())).catch(
      async (error) => {
        await Promise.all(commands.map((command) => command.stop()));
        await rm(folder, { recursive: true, force: true });
        await database.remove();
        throw error;
      },
    );
    const balancer = await startBalancer({ services: urls });
    const end = async () => {
      await balancer.stop();
      await rm(folder, { recursive: true, force: true });
    };
    const each = urls.map(serviceAt);
    const front = serviceAt(balancer.url);
    return new Processes(database, prefix, variables, commands, each, front, end);
  }

  /** Kills a process, as in a crash. */
  async kill(index: number): Promise<void> {
    this.commands[index]!.process.kill("SIGKILL");
    await this.commands[index]!.ended;
  }

  /** Starts a killed process again, on the same port. */
  async revive(index: number): Promise<void> {
    const { port } = new URL(this.each[index]!.url);
    const command = startOne(this.variables, port);
    this.commands[index] = command;
    await command.url();
  }

  async remove(): Promise<void> {
    await Promise.all(this.commands.map((command) => command.stop()));
    await this.end();
    await this.database.remove();
  }
}

const startOne = (variables: Readonly<Record<string, string>>, port = "0"): RunningCommand =>
  RunningCommand.start(["serve", "--port", port], variables);

const serviceAt = (url: string): TestService => ({ url, ...clientOf(url) }) as TestService;
