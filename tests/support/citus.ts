import { Client } from "pg";

/** Few, because tests create many databases: one for each node of a cluster with two workers. */
const SHARDS = 2;

interface Node {
  readonly name: string;
  readonly port: number;
  readonly isCoordinator: boolean;
}

/** A Citus cluster, by the URL of a database on its coordinator. */
export class CitusCluster {
  private constructor(
    private readonly url: string,
    private readonly nodes: readonly Node[],
  ) {}

  /** The cluster that the database belongs to. Undefined if it has no workers. */
  static async at(url: string): Promise<CitusCluster | undefined> {
    const [hasCitus] = await query(url, "SELECT 1 FROM pg_extension WHERE extname = 'citus'");
    if (!hasCitus) return undefined;
    const rows = await query(
      url,
      "SELECT nodename, nodeport, groupid = 0 FROM pg_dist_node WHERE noderole = 'primary'",
    );
    const workers = rows
      .map(([name, port, isCoordinator]) => ({ name, port, isCoordinator }) as Node)
      .filter(({ isCoordinator }) => !isCoordinator);
    const { hostname, port } = new URL(url);
    const coordinator = { name: hostname, port: Number(port || 5432), isCoordinator: true };
    return workers.length === 0 ? undefined : new CitusCluster(url, [coordinator, ...workers]);
  }

  /** The URL of a database on the coordinator. */
  urlOf(database: string): string {
    return this.#urlOf(this.nodes[0]!, database);
  }

  /** Runs a statement on the coordinator. */
  query(database: string, text: string): Promise<unknown[][]> {
    return query(this.urlOf(database), text);
  }

  /** Creates a database on all nodes. */
  async create(database: string): Promise<void> {
    await this.createWithoutCitus(database);
    await this.addCitus(database);
  }

  async createWithoutCitus(database: string): Promise<void> {
    await this.#onNodes((node) =>
      query(this.#urlOf(node), `CREATE DATABASE ${database} ENCODING 'UTF8' TEMPLATE template0`),
    );
  }

  async addCitus(database: string): Promise<void> {
    await this.#onNodes((node) => query(this.#urlOf(node, database), "CREATE EXTENSION citus"));
    const [coordinator, ...workers] = this.nodes;
    const { name, port } = coordinator!;
    const url = this.#urlOf(coordinator!, database);
    await query(url, `ALTER DATABASE ${database} SET citus.shard_count TO ${SHARDS}`);
    await query(url, `SELECT citus_set_coordinator_host('${name}', ${port})`);
    for (const worker of workers) {
      await query(url, `SELECT citus_add_node('${worker.name}', ${worker.port})`);
    }
  }

  async remove(database: string): Promise<void> {
    await this.#onNodes((node) =>
      query(this.#urlOf(node), `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
    );
  }

  /** The URL of a database on a node, with the user and password of the coordinator. */
  #urlOf({ name, port }: Node, database?: string): string {
    const url = Object.assign(new URL(this.url), { hostname: name, port: String(port) });
    if (database !== undefined) url.pathname = database;
    return url.href;
  }

  async #onNodes(work: (node: Node) => Promise<unknown>): Promise<void> {
    await Promise.all(this.nodes.map(work));
  }
}

async function query(url: string, text: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}
