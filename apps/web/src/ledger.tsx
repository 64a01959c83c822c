import { Frame, loadTrust } from "@niuniu/cases/web";
import { LedgerPage, startLedger } from "@niuniu/ledger/web";
import { here, useLanguage } from "@niuniu/ui";
import { render, type ComponentProps, type JSX } from "preact";

type Props = ComponentProps<typeof LedgerPage>;

function Page(props: Props): JSX.Element {
  useLanguage();
  return (
    <Frame broad>
      <LedgerPage {...props} />
    </Frame>
  );
}

/** Opens `/record` or `/verify` in the place of what stands in `root`, once everything it checks with is here. */
export async function openLedger(root: Element, path: Props["path"]): Promise<void> {
  const { trustIn, whyNot } = await loadTrust();
  startLedger();
  root.replaceChildren();
  render(<Page path={path} judge={{ trustIn: (answer) => trustIn(answer, here), whyNot }} />, root);
}
