/** The version of the console. */
declare const __VERSION__: string;
