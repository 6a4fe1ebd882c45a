export interface LocalTime {
  readonly date: string;
  readonly hour: string;
  /** As in RFC 3339. */
  readonly offset: string;
}

/** Local times as `Intl` formats them, independent of how the service computes them. */
export class LocalTimes {
  static readonly #byZone = new Map<string, LocalTimes>();
  readonly #times = new Map<number, LocalTime>();
  readonly #format: Intl.DateTimeFormat;

  private constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      timeZoneName: "longOffset",
    });
  }

  static in(timeZone: string): LocalTimes {
    const times = LocalTimes.#byZone.get(timeZone) ?? new LocalTimes(timeZone);
    LocalTimes.#byZone.set(timeZone, times);
    return times;
  }

  /** The local time of a time in milliseconds. */
  at(time: number): LocalTime {
    const local = this.#times.get(time) ?? this.#read(time);
    this.#times.set(time, local);
    return local;
  }

  #read(time: number): LocalTime {
    const parts = Object.fromEntries(
      this.#format.formatToParts(time).map(({ type, value }) => [type, value]),
    );
    const offset = parts.timeZoneName!.replace("GMT", "");
    return {
      date: `${parts.year}-${parts.month}-${parts.day}`,
      hour: parts.hour!,
      offset: offset === "" ? "Z" : offset,
    };
  }
}
