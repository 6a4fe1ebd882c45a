import MagicString from "magic-string";
import { callsOf } from "./calls-of.mjs";

/**
 * A plugin that leaves the contract's descriptions out of a bundle: `described(text, value)`
 * becomes `value`. Only the documentation uses descriptions, which are half of the size of the contract.
 */
export const withoutDescriptions = {
  name: "without-descriptions",
  transform: {
    filter: { id: /contract[\\/]dist[\\/].*\.js$/, code: "described(" },
    handler(code) {
      const text = new MagicString(code);
      for (const { start, end, arguments: args } of callsOf("described", this.parse(code))) {
        text.remove(start, args[1].start).remove(args[1].end, end);
      }
      return { code: text.toString(), map: text.generateMap({ hires: true }) };
    },
  },
};
