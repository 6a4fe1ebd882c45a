/** Responses that a client must not read to the end. */
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { RequestOptions } from "../../src/lib/sdks.js";
import {
  RequestTimeoutError,
  ResponseTooLargeError,
  SDKError,
} from "../../src/models/errors/index.js";
import { pour } from "./endless.js";
import type { Fault } from "./fault-server.js";

const limited: RequestOptions = { maxResponseBytes: 200_000 };
const tooLarge: Fault["outcome"] = { rest: ResponseTooLargeError, bytes: null, nothing: null };

const begin = (socket: Socket, status: string, ...headers: string[]) =>
  socket.write(`${[`HTTP/1.1 ${status}`, ...headers, "Connection: close"].join("\r\n")}\r\n\r\n`);

/** 20 MB of spaces in 20 kB. */
const BOMB = gzipSync(Buffer.alloc(20_000_000, " "), { level: 9 });

const drip = (socket: Socket) => {
  const timer = setInterval(() => socket.write("1\r\n \r\n"), 5);
  socket.on("close", () => clearInterval(timer));
};

export const hostileFaults: Fault[] = [
  {
    name: "an endless body",
    respond: (socket, { type }) => {
      begin(socket, "200 OK", `Content-Type: ${type}`);
      pour(socket, " ".repeat(65_536));
    },
    outcome: tooLarge,
    options: limited,
  },
  {
    name: "a gzip bomb",
    respond: (socket, { type }) => {
      begin(socket, "200 OK", `Content-Type: ${type}`, "Content-Encoding: gzip");
      socket.end(BOMB);
    },
    outcome: tooLarge,
    options: limited,
  },
  {
    name: "a declared length above the limit",
    respond: (socket, { type }) => {
      begin(socket, "200 OK", `Content-Type: ${type}`, "Content-Length: 200001");
    },
    outcome: tooLarge,
    options: limited,
  },
  {
    name: "an endless body, byte by byte",
    respond: (socket, { type }) => {
      begin(socket, "200 OK", `Content-Type: ${type}`, "Transfer-Encoding: chunked");
      drip(socket);
    },
    outcome: { rest: RequestTimeoutError, bytes: null, nothing: null },
    options: { timeoutMs: 150 },
  },
  {
    name: "a 500 whose body is a gzip bomb",
    respond: (socket) => {
      begin(socket, "500 Oops", "Content-Encoding: gzip");
      socket.end(BOMB);
    },
    outcome: SDKError,
  },
  {
    name: "a 500 with an endless body, byte by byte",
    respond: (socket) => {
      begin(socket, "500 Oops", "Transfer-Encoding: chunked");
      drip(socket);
    },
    outcome: RequestTimeoutError,
    options: { timeoutMs: 150 },
  },
];
