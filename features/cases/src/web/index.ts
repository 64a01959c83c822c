export { Frame } from "./frame.tsx";
export { loadTrust } from "./later.ts";
export { Reporter, startReporter } from "./reporter.tsx";
