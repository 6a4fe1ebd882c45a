/** Returns this many different ports of 127.0.0.1 that are free. */
export function freePorts(count: number): Promise<number[]>;
