export { Frame } from "./frame.tsx";
export { Reporter, startReporter } from "./reporter.tsx";
