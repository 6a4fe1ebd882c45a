/** Before any test: builds what changed, because processes and threads of the service run built code. */
import { buildChanged } from "../build.mjs";

export default buildChanged;
