import "@niuniu/ui/styles.css";
import "@niuniu/ui/area.css";
import { DeskGate, JoinPage, Me, SetUpPage } from "@niuniu/people/web";
import { startKit, startLanguage, t } from "@niuniu/ui";
import { Area, startArea } from "@niuniu/ui/area";
import { area } from "@niuniu/wire";
import { render, type JSX } from "preact";
import { parts } from "./desk-places.ts";

/** `/desk`: behind the gate, the members' area. */
function Desk(): JSX.Element {
  return (
    <DeskGate>
      {(unlocked) => (
        <Area
          title={t("ui.area.desk")}
          home="/desk"
          parts={parts}
          asks={area}
          inside={unlocked}
          who={unlocked.me.member}
          me={<Me unlocked={unlocked} />}
        />
      )}
    </DeskGate>
  );
}

function Page(): JSX.Element {
  if (location.pathname.startsWith("/setup")) return <SetUpPage />;
  if (location.pathname.startsWith("/join")) return <JoinPage />;
  return <Desk />;
}

startKit();
startArea();
for (const part of parts) part.start();
startLanguage();
const root = document.getElementById("app");
// What stands there says that the page did not open.
root?.replaceChildren();
if (root !== null) render(<Page />, root);
