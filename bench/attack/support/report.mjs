/** Compares the results of attacks with their targets. */
const MAX_HEALTH_MS = 300;
const MAX_OVER_IDLE_MB = 300;
const MAX_CHEAP_MS = 1_000;

const round = (value) => String(Math.round(value));

export class Report {
  #rows = [];
  #kind;

  get isEmpty() {
    return this.#rows.length === 0;
  }

  get missed() {
    return this.#rows.filter(({ passed }) => !passed).length;
  }

  /** Prints the same measurement without an attack, which shows the delays of the machine itself. */
  baseline({ health, peakMB }) {
    console.log(
      `without an attack: longest response time of /healthz ${round(health.longestMs)} ms, ` +
        `99% below ${round(health.p99Ms)} ms; the prober itself up to ${round(health.lateMs)} ms late; ` +
        `${round(peakMB)} MB`,
    );
  }

  meetsTargets(result) {
    return this.#failures(result).length === 0;
  }

  add({ kind, name }, result) {
    const failures = this.#failures(result);
    const row = { kind, name, result, failures, passed: failures.length === 0 };
    this.#rows.push(row);
    if (this.#kind !== kind) console.log(`\n${kind}\n${HEAD}`);
    this.#kind = kind;
    console.log(lineOf(row));
  }

  print() {
    console.log(`\nby kind\n${"kind".padEnd(18)}attacks  missed  longest ms  max MB  dead`);
    for (const [kind, rows] of groupedByKind(this.#rows)) {
      const max = (figure) => round(Math.max(...rows.map(({ result }) => figure(result))));
      const count = (test) => round(rows.filter(test).length);
      console.log(
        [
          kind.padEnd(18) + round(rows.length).padStart(7),
          count(({ passed }) => !passed).padStart(6),
          max(({ health }) => health.longestMs).padStart(10),
          max(({ overMB }) => overMB).padStart(7),
          count(({ result }) => !result.isAlive).padStart(4),
        ].join("  "),
      );
    }
    const { length } = this.#rows;
    console.log(
      `\n${length - this.missed} of ${length} attacks within the targets: alive, /healthz within ` +
        `${MAX_HEALTH_MS} ms, at most ${MAX_OVER_IDLE_MB} MB over idle, and the checks of the attack`,
    );
  }

  #failures({ isAlive, health, overMB, cheap, missed, error, failure }) {
    const cheapFailure =
      cheap && (cheap.longestMs > MAX_CHEAP_MS || cheap.failures > 0 || cheap.count === 0);
    return [
      ...(isAlive ? [] : [failure]),
      ...(health.longestMs > MAX_HEALTH_MS ? [`/healthz took ${round(health.longestMs)} ms`] : []),
      ...(health.failures > 0 ? [`${health.failures} probes failed: ${health.failure}`] : []),
      ...(overMB > MAX_OVER_IDLE_MB ? [`${round(overMB)} MB over idle`] : []),
      ...(cheapFailure
        ? [
            `a request of another organisation took ${round(cheap.longestMs)} ms` +
              (cheap.failures > 0
                ? `, ${cheap.failures} of its requests failed: ${cheap.failure}`
                : ""),
          ]
        : []),
      ...(error ? [`the attack failed: ${error}`] : []),
      ...missed,
    ];
  }
}

const HEAD = `        ${"attack".padEnd(52)}alive  longest ms  prober late  over idle MB     s`;

function lineOf({ name, result, failures, passed }) {
  const { isAlive, health, overMB, seconds, cutOff, cheap } = result;
  const figures = [
    (isAlive ? "yes" : "NO").padStart(5),
    round(health.longestMs).padStart(10),
    round(health.lateMs).padStart(11),
    round(overMB).padStart(12),
    `${seconds.toFixed(1)}${cutOff ? "*" : " "}`.padStart(6),
  ].join("  ");
  const notes = [
    ...(cheap
      ? [`a request of another organisation took ${round(cheap.longestMs)} ms at most`]
      : []),
    ...(passed ? [] : failures.slice(0, 3)),
    ...(failures.length > 3 ? [`and ${failures.length - 3} more`] : []),
  ];
  const line = `${passed ? "passed" : "MISSED"}  ${name.padEnd(52)}${figures}`;
  return [line, ...notes.map((note) => `          ${note}`)].join("\n");
}

function groupedByKind(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.kind, [...(groups.get(row.kind) ?? []), row]);
  return groups;
}
