/** Compares the figures of attacks with their targets. */
const MOST_WAIT_MS = 300;
const MOST_OVER_IDLE_MB = 300;
const MOST_CHEAP_MS = 1_000;

const whole = (value) => String(Math.round(value));

export class Report {
  #rows = [];
  #kind;

  get isEmpty() {
    return this.#rows.length === 0;
  }

  get missed() {
    return this.#rows.filter(({ passed }) => !passed).length;
  }

  /** What the machine itself adds: the same measurement of a service that nobody attacks. */
  baseline({ health, peakMB }) {
    console.log(
      `without an attack: longest wait for /healthz ${whole(health.longestMs)} ms, ` +
        `99% within ${whole(health.p99Ms)} ms; the prober itself up to ${whole(health.lateMs)} ms late; ` +
        `${whole(peakMB)} MB`,
    );
  }

  passes(result) {
    return this.#faults(result).length === 0;
  }

  add({ kind, name }, result) {
    const faults = this.#faults(result);
    const row = { kind, name, result, faults, passed: faults.length === 0 };
    this.#rows.push(row);
    if (this.#kind !== kind) console.log(`\n${kind}\n${HEAD}`);
    this.#kind = kind;
    console.log(lineOf(row));
  }

  print() {
    console.log(`\nby kind\n${"kind".padEnd(16)}attacks  missed  longest ms  most MB  dead`);
    for (const [kind, rows] of groupedByKind(this.#rows)) {
      const most = (figure) => whole(Math.max(...rows.map(({ result }) => figure(result))));
      const count = (test) => whole(rows.filter(test).length);
      console.log(
        [
          kind.padEnd(16) + whole(rows.length).padStart(7),
          count(({ passed }) => !passed).padStart(6),
          most(({ health }) => health.longestMs).padStart(10),
          most(({ overMB }) => overMB).padStart(7),
          count(({ result }) => !result.alive).padStart(4),
        ].join("  "),
      );
    }
    const { length } = this.#rows;
    console.log(
      `\n${length - this.missed} of ${length} attacks within the targets: alive, /healthz within ` +
        `${MOST_WAIT_MS} ms, at most ${MOST_OVER_IDLE_MB} MB over idle, and the checks of the attack`,
    );
  }

  #faults({ alive, health, overMB, cheap, missed, error, lastWords }) {
    const cheapFault =
      cheap && (cheap.longestMs > MOST_CHEAP_MS || cheap.failures > 0 || cheap.count === 0);
    return [
      ...(alive ? [] : [lastWords]),
      ...(health.longestMs > MOST_WAIT_MS ? [`/healthz took ${whole(health.longestMs)} ms`] : []),
      ...(health.failures > 0 ? [`${health.failures} probes failed: ${health.failure}`] : []),
      ...(overMB > MOST_OVER_IDLE_MB ? [`${whole(overMB)} MB over idle`] : []),
      ...(cheapFault
        ? [
            `another organisation waited ${whole(cheap.longestMs)} ms` +
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

function lineOf({ name, result, faults, passed }) {
  const { alive, health, overMB, seconds, cutOff, cheap } = result;
  const figures = [
    (alive ? "yes" : "NO").padStart(5),
    whole(health.longestMs).padStart(10),
    whole(health.lateMs).padStart(11),
    whole(overMB).padStart(12),
    `${seconds.toFixed(1)}${cutOff ? "*" : " "}`.padStart(6),
  ].join("  ");
  const notes = [
    ...(cheap ? [`another organisation waited ${whole(cheap.longestMs)} ms at most`] : []),
    ...(passed ? [] : faults.slice(0, 3)),
    ...(faults.length > 3 ? [`and ${faults.length - 3} more`] : []),
  ];
  const line = `${passed ? "passed" : "MISSED"}  ${name.padEnd(52)}${figures}`;
  return [line, ...notes.map((note) => `          ${note}`)].join("\n");
}

function groupedByKind(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.kind, [...(groups.get(row.kind) ?? []), row]);
  return groups;
}
