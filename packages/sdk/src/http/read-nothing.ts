import type { Reader } from "./context.js";
import { discard } from "./send.js";

/** Takes an answer that says nothing but that it was done. */
export const readNothing: Reader = {
  accept: "application/json",
  takes: () => true,
  async read(response) {
    discard(response);
  },
};
