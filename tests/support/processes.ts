import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBalancer } from "../../tools/cluster/balancer.mjs";
import { RunningCommand } from "./command.js";
import { newPrefix, type ObjectStore } from "./object-store.js";
import type { PostgresServer, TestDatabase } from "./postgres.js";
import { ADMIN_KEY, clientOf, type TestService } from "./service.js";

const PROCESSES = 3;
const INHERITED = ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

/** Several processes of the service with one database and one bucket, behind a balancer. */
export class Processes {
  private constructor(
    readonly database: TestDatabase,
    /** The prefix of the recordings in the bucket. */
    readonly prefix: string,
    /** The settings of each process. */
    readonly variables: Readonly<Record<string, string>>,
    readonly commands: RunningCommand[],
    /** The processes, one service each. */
    readonly services: TestService[],
    /** The service through the balancer. */
    readonly balanced: TestService,
    private readonly end: () => Promise<void>,
  ) {}

  /** Starts all processes at once, with an empty database. */
  static async start(
    server: PostgresServer,
    store: ObjectStore,
    extraVariables: Record<string, string> = { SYLLABLE_BOOTSTRAP_KEY: ADMIN_KEY },
  ): Promise<Processes> {
    const database = await server.newDatabase();
    const prefix = newPrefix();
    const folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
    const variables = {
      ...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]!])),
      SYLLABLE_DATABASE_URL: database.url,
      SYLLABLE_DATABASE_CONNECTIONS: "6",
      SYLLABLE_RECORDINGS_URL: `s3://${store.bucket}/${prefix}`,
      SYLLABLE_S3_ENDPOINT: store.endpoint,
      SYLLABLE_DATA_DIR: folder,
      ...extraVariables,
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
    const services = urls.map(serviceAt);
    const balanced = serviceAt(balancer.url);
    return new Processes(database, prefix, variables, commands, services, balanced, end);
  }

  /** Kills a process, as in a crash. */
  async kill(index: number): Promise<void> {
    this.commands[index]!.process.kill("SIGKILL");
    await this.commands[index]!.ended;
  }

  /** Starts a killed process again, on the same port. */
  async restart(index: number): Promise<void> {
    const { port } = new URL(this.services[index]!.url);
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
