export { Reporter, startReporter } from "./reporter.tsx";
