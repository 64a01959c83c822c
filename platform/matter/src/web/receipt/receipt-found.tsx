import { Button, language, Notice } from "@niuniu/ui";
import type { Sentence } from "@niuniu/wire";
import type { JSX } from "preact";

const found: Sentence = {
  en: "There seems to be a receipt in this text. Whoever has a receipt can open its report and write in its sender’s name. Please take it out.",
  "zh-CN": "这段文字里好像有一张回执。谁拿到回执，谁就能打开那份报告，还能以报告人的名义说话。请先把它删掉。",
};
const send: Sentence = { en: "This is not a receipt: send", "zh-CN": "这不是回执，照样发送" };

/** Said before a text goes out that looks as if it held a receipt; nothing has been sent. */
export function ReceiptFound(props: { readonly onSend: () => void }): JSX.Element {
  return (
    <Notice tone="missed">
      <p>{found[language()]}</p>
      <Button onClick={props.onSend}>{send[language()]}</Button>
    </Notice>
  );
}
