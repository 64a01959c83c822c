import type { Refusals } from "@niuniu/wire";

/** Everything that upkeep refuses. */
export const refusals = {
  "upkeep/closed": {
    status: 409,
    en: "This has been seen to. Nothing more is owed.",
    "zh-CN": "这件事已经办结，不再有人负责。",
  },
  "upkeep/not-yours": {
    status: 403,
    en: "Somebody else owes this now. Please reload.",
    "zh-CN": "这件事现在由别人负责。请刷新。",
  },
  "upkeep/other-act": {
    status: 409,
    en: "Something else is owed here now. Please look, then send again.",
    "zh-CN": "现在要做的是另一步。请看过之后再发送。",
  },
  "upkeep/ends-by-itself": {
    status: 409,
    en: "This ends once enough members have signed; nobody has to say that it is done.",
    "zh-CN": "足够的成员签名后，这件事自动办结，不需要谁来说明。",
  },
  "upkeep/ends-otherwise": {
    status: 409,
    en: "This does not end by such a fact.",
    "zh-CN": "这件事不因这样的事实而办结。",
  },
  "upkeep/signed-before": {
    status: 409,
    en: "This signature has been counted already.",
    "zh-CN": "这个签名已经计入。",
  },
  "upkeep/cannot-own": {
    status: 409,
    en: "This person cannot take it over: they are away, hold it already, or did it themselves.",
    "zh-CN": "此人不能接手：不在岗、已经在负责，或者这件事就是其本人办的。",
  },
  "upkeep/no-witness": {
    status: 403,
    en: "This is signed by no witness whom the committee’s statement names, or speaks of something else. Nothing was changed.",
    "zh-CN": "这份说明没有委员会声明所列见证方的签名，或者说的是另一件事。没有任何改动。",
  },
  "upkeep/other-record": {
    status: 409,
    en: "This is about another record than the one kept here. Nothing was changed.",
    "zh-CN": "这份示警说的不是这里保存的公开记录。没有任何改动。",
  },
  "upkeep/alarm-open": {
    status: 409,
    en: "This witness’s last alarm is still open. The committee owes it an answer; what is new can be said then.",
    "zh-CN": "这个见证方的上一次示警尚未办结，委员会仍须答复；新的情况可在其后提出。",
  },
  "upkeep/too-many-alarms": {
    status: 429,
    en: "This witness has raised too many alarms lately. Please speak to the committee in person.",
    "zh-CN": "这个见证方近来示警次数过多。请直接联系委员会。",
  },
  "upkeep/who-read-it": {
    status: 400,
    en: "Of the texts of the first hours, and of nothing else, it is said who read them. Nothing was changed.",
    "zh-CN": "只有“最初几小时”的文字需要写明由谁读过。没有任何改动。",
  },
  "upkeep/when-read": {
    status: 400,
    en: "The day on which they were read is still to come, or too long ago to count. Nothing was changed.",
    "zh-CN": "读过的日期还没到，或者已经过期太久。没有任何改动。",
  },
  "upkeep/other-texts": {
    status: 409,
    en: "The texts have changed meanwhile. Please ask the two to read what is new, then sign again.",
    "zh-CN": "文字其间有了改动。请两位读过新的内容之后再签署。",
  },
  "upkeep/stale-head": {
    status: 409,
    en: "Something happened meanwhile. Please look, then send again.",
    "zh-CN": "其间有了新进展。请看过之后再发送。",
  },
  "upkeep/wrong-case": {
    status: 400,
    en: "This belongs to another matter. Nothing was changed.",
    "zh-CN": "这份签名属于另一件事。没有任何改动。",
  },
  "upkeep/wrong-date": {
    status: 400,
    en: "The date on this device is more than a day off. Please set its clock, then send again.",
    "zh-CN": "本设备的日期相差超过一天。请校准时间后再发送。",
  },
  "upkeep/date-passed": {
    status: 409,
    en: "Its date has passed, and it has moved on. Please reload.",
    "zh-CN": "期限已过，这件事已转给别人。请刷新。",
  },
  "upkeep/malformed-act": {
    status: 400,
    en: "This is no act that a member signed here. Nothing was changed.",
    "zh-CN": "这不是成员在这里签署的操作。没有任何改动。",
  },
  "upkeep/malformed-history": {
    status: 400,
    en: "What the server keeps of this does not hold together.",
    "zh-CN": "服务器保存的这件事前后对不上。",
  },
  "upkeep/malformed-policy": {
    status: 400,
    en: "This policy says nothing sound of what the committee owes its own house.",
    "zh-CN": "这份规则中，委员会自身事务的部分不成立。",
  },
} as const satisfies Refusals;
