export { live } from "../../routes.ts";
export { CasePane } from "./case-pane.tsx";
export { CasesPage } from "./cases-page.tsx";
export { makeDesk, type Desk } from "./desk.ts";
export { useLeaveWarning, useOwnDrafts } from "./drafts.ts";
export { OwedPage } from "./owed-page.tsx";
export { startDesk } from "./strings.ts";
export { useCount } from "./use-count.ts";
