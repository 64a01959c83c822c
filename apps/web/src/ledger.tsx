import { LedgerPage, startLedger } from "@niuniu/ledger/web";
import { OwedOutside } from "@niuniu/upkeep/web/outside";
import { Frame, useLanguage } from "@niuniu/ui";
import { render, type ComponentProps, type JSX } from "preact";

type Props = ComponentProps<typeof LedgerPage>;

function Page(props: Props): JSX.Element {
  useLanguage();
  return (
    <Frame broad>
      <LedgerPage {...props} below={<OwedOutside />} />
    </Frame>
  );
}

/** Opens `/record` or `/verify` in the place of what stands in `root`. */
export function openLedger(root: Element, path: Props["path"]): void {
  startLedger();
  root.replaceChildren();
  render(<Page path={path} />, root);
}
