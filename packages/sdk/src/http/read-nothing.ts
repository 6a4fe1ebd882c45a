import type { Reader } from "./context.js";
import { discard } from "./send.js";

/** Accepts any successful response and ignores its body. */
export const readNothing: Reader = {
  accept: "application/json",
  accepts: () => true,
  async read(response) {
    discard(response);
  },
};
