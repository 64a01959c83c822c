export { DraftBar } from "./draft-bar.tsx";
export { ReportRest } from "./report-rest.tsx";
