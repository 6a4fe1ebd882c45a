/** Runs an attack in a process with a lower priority than the service and the prober. */
import { setPriority } from "node:os";
import { AttackContext } from "./context.mjs";

const LOW_PRIORITY = 10;

setPriority(LOW_PRIORITY);
process.on("disconnect", () => process.exit());
process.once("message", async ({ file, name, url, keys, seconds }) => {
  const { default: attacks } = await import(file);
  const attack = attacks.find((one) => one.name === name);
  const context = new AttackContext(url, keys, AbortSignal.timeout(seconds * 1000));
  const error = await attack.run(context).then(
    () => undefined,
    (failure) => (context.signal.aborted ? undefined : String(failure.stack ?? failure)),
  );
  process.send({ missed: context.missed, cutOff: context.signal.aborted, error }, () =>
    process.exit(),
  );
});
