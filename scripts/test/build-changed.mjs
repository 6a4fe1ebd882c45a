/** Builds changed packages before the tests: processes and threads of the service run built code. */
import { buildChanged } from "../build.mjs";

export default buildChanged;
