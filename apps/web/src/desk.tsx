import "@niuniu/ui/styles.css";
import "./desk.css";
import { startDesk } from "@niuniu/cases/web/desk";
import { startRecord } from "@niuniu/ledger/web/desk";
import { JoinPage, SetUpPage, startPeople } from "@niuniu/people/web";
import { startKit, startLanguage } from "@niuniu/ui";
import { render, type JSX } from "preact";
import { DeskPage } from "./desk-page.tsx";

function Page(): JSX.Element {
  if (location.pathname.startsWith("/setup")) return <SetUpPage />;
  if (location.pathname.startsWith("/join")) return <JoinPage />;
  return <DeskPage />;
}

startKit();
startPeople();
startDesk();
startRecord();
startLanguage();
const root = document.getElementById("app");
// What stands there says that the page did not open.
root?.replaceChildren();
if (root !== null) render(<Page />, root);
