import type { Refusals } from "@niuniu/wire";

/** Everything `ledger` may refuse. */
export const refusals = {
  "ledger/unsound-tombstone": {
    status: 422,
    en: "This note does not have the right form, is not signed by you, or is about another record.",
    "zh-CN": "这份说明格式不正确，不是由你签署，或者针对的是另一份记录。",
  },
  "ledger/wrong-day": {
    status: 422,
    en: "The note has to bear today's date. Check the clock of this device and sign it again.",
    "zh-CN": "说明上的日期必须是今天。请检查本设备的时间，然后重新签署。",
  },
  "ledger/no-such-entry": {
    status: 404,
    en: "There is no public text at this place in the record.",
    "zh-CN": "记录的这个位置没有公开文本。",
  },
  "ledger/kept-for-good": {
    status: 403,
    en: "This text cannot be taken away: the record itself rests on it, and it is needed to check the rest.",
    "zh-CN": "这份文本不能删除：记录本身以它为依据，核对其余内容也需要它。",
  },
  "ledger/already-buried": {
    status: 409,
    en: "This text has already been taken away. The signed note in its place says by whom and why.",
    "zh-CN": "这份文本已经删除。留在原处的签名说明写有由谁删除以及原因。",
  },
} as const satisfies Refusals;
