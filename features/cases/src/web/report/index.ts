export { ReportRest } from "./report-rest.tsx";
