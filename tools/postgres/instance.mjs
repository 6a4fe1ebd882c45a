import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const INIT_LIMIT_MS = 2 * 60_000;
/** After a crash, the server first replays its log. */
const START_LIMIT_MS = 5 * 60_000;
const MAX_LINES = 20;
const REPORTED_LINES = 3;
/** What a primary or a standby reports when it accepts connections. */
const READY = /database system is ready to accept (read-only )?connections/;
/** Messages must be in English, because this module searches for them. */
const ENV = { ...process.env, LC_ALL: "C" };

/** A PostgreSQL server with one data folder, which can be started and stopped any number of times. */
export class Instance {
  #account;
  #workFolder;
  #programs;
  #options;
  #child;
  #isClosed = false;

  /** `workFolder` is a folder for temporary files, and for the data if the options have no `folder`. */
  constructor({ account, workFolder, programs, options }) {
    this.#account = account;
    this.#workFolder = workFolder;
    this.#programs = programs;
    this.#options = { folder: join(workFolder, "data"), initdbFlags: [], settings: [], ...options };
  }

  /** Creates the data folder unless it exists. */
  async initialise() {
    const { folder, user, password, initdbFlags } = this.#options;
    if (existsSync(join(folder, "PG_VERSION"))) return;
    // Renamed when it is complete, so that an interrupted initialisation starts over.
    const draft = `${folder}.new`;
    const passwordFile = join(this.#workFolder, "password");
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    for (const path of [draft, passwordFile]) await this.#chown(path);
    try {
      await this.#run(this.#programs.initdb, [
        `--pgdata=${draft}`,
        `--username=${user}`,
        `--pwfile=${passwordFile}`,
        "--auth=password",
        "--encoding=UTF8",
        "--locale=C",
        ...initdbFlags,
      ]);
      await rename(draft, folder);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    } finally {
      await rm(passwordFile, { force: true });
    }
  }

  /** Starts the server and waits until it accepts connections. */
  async start() {
    const { folder, port, settings } = this.#options;
    const allSettings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings];
    const flags = allSettings.flatMap((setting) => ["-c", setting]);
    const args = ["-D", folder, "-p", String(port), ...flags];
    const stdio = ["ignore", "ignore", "pipe"];
    const child = this.#track(
      spawn(this.#programs.postgres, args, {
        ...this.#account,
        cwd: this.#workFolder,
        env: ENV,
        stdio,
      }),
    );
    const lines = [];
    await new Promise((resolve, reject) => {
      const fail = (why) => {
        clearTimeout(timer);
        reject(new Error([why, ...lines.slice(-REPORTED_LINES)].join("; ")));
      };
      const timer = setTimeout(() => {
        child.kill("SIGKILL");
        fail(`it was not ready after ${START_LIMIT_MS / 60_000} minutes`);
      }, START_LIMIT_MS);
      child.once("error", (error) => fail(error.message));
      child.once("close", (code, signal) => fail(`it exited with ${signal ?? `code ${code}`}`));
      createInterface({ input: child.stderr }).on("line", (line) => {
        lines.push(line);
        if (lines.length > MAX_LINES) lines.shift();
        if (!READY.test(line)) return;
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Disconnects all clients and shuts down. */
  stop() {
    return this.#end("SIGINT");
  }

  /** Kills the server, as in a crash. */
  kill() {
    return this.#end("SIGKILL");
  }

  /** Stops the server or the initialisation. The server cannot be started again. */
  close() {
    this.#isClosed = true;
    return this.stop();
  }

  async #end(signal) {
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    // Windows has no signals, and `kill` would end only one process of the tree.
    if (process.platform === "win32") execFile("taskkill", ["/pid", `${child.pid}`, "/f", "/t"]);
    else child.kill(signal);
    await exited;
  }

  async #run(program, args) {
    const options = { ...this.#account, cwd: this.#workFolder, env: ENV, timeout: INIT_LIMIT_MS };
    const running = promisify(execFile)(program, args, options);
    this.#track(running.child);
    await running.catch((error) => {
      const { killed, stderr, message } = error;
      if (killed) throw new Error(`initdb took longer than ${INIT_LIMIT_MS / 60_000} minutes`);
      throw new Error((stderr || message).trim().split("\n").slice(-REPORTED_LINES).join("; "));
    });
  }

  #track(child) {
    this.#child = child;
    if (this.#isClosed) child.kill("SIGKILL");
    return child;
  }

  async #chown(path) {
    const { uid, gid } = this.#account;
    if (uid !== undefined) await chown(path, uid, gid);
  }
}
