import type { Sentence } from "@niuniu/wire";

/** What is said of something signed that may have arrived. */
export const unsettled = {
  /** No answer came that could be read. */
  "ui/unknown": {
    en: "No answer came back, so it is not known whether this arrived. Nothing you wrote is lost. Send it again when you are connected: it cannot be taken twice.",
    "zh-CN": "没有收到回应，还不知道有没有送达。你写的内容都还在。有网络时请再发送一次，不会重复。",
  },
  /** An answer came, and nothing shows that it was taken. */
  "ui/unconfirmed": {
    en: "We could not confirm that this arrived. Nothing you wrote is lost. Check the connection and the clock of this device, then send it again: it cannot be taken twice. If it stays like this, try from another network.",
    "zh-CN":
      "还不能确认已经送达。你写的内容都还在。请检查网络和这台设备的时间，再发送一次，不会重复。如果一直这样，请换一个网络再试。",
  },
} as const satisfies Readonly<Record<string, Sentence>>;
