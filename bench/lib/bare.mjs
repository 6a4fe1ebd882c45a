/** The baseline: a bare `node:http` server that responds with a file. */
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";

const [, , mode, path] = process.argv;
const size = statSync(path).size;
const body = mode === "constant" ? readFileSync(path) : undefined;

function sendRange(request, response) {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range).map(Number);
  response.writeHead(206, {
    "content-length": end - start + 1,
    "content-range": `bytes ${start}-${end}/${size}`,
  });
  createReadStream(path, { start, end }).pipe(response);
}

const server = createServer((request, response) => {
  if (mode === "range") return sendRange(request, response);
  response.writeHead(200, { "content-type": "application/json", "content-length": size });
  if (body) response.end(body);
  else createReadStream(path).pipe(response);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
process.on("SIGTERM", () => process.exit(0));
