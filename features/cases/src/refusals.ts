import type { Refusals } from "@niuniu/wire";

/** Every refusal of this feature, of its rules first and then of its server. A calm sentence: what is the case, and what one can do. */
export const refusals = {
  "cases/malformed-act": {
    status: 400,
    en: "This could not be read as a signed act. Please reload the page and try again; what you typed is kept.",
    "zh-CN": "这条操作的格式无法识别。请刷新页面后重试，你已写的内容不会丢失。",
  },
  "cases/malformed-event": {
    status: 500,
    en: "An entry of this case cannot be read. Nothing was changed.",
    "zh-CN": "本案中有一条记录无法读取。没有任何内容被改动。",
  },
  "cases/malformed-history": {
    status: 500,
    en: "The record of this case does not begin with a report. Nothing was changed.",
    "zh-CN": "本案的记录不是从报告开始的。没有任何内容被改动。",
  },
  "cases/malformed-policy": {
    status: 422,
    en: "These deadlines or this calendar are incomplete or contain something unknown.",
    "zh-CN": "这份期限规则或工作日历不完整，或含有无法识别的内容。",
  },
  "cases/unknown-case": {
    status: 404,
    en: "There is no such case here.",
    "zh-CN": "这里没有这个案件。",
  },
  "cases/wrong-case": {
    status: 409,
    en: "This belongs to another case and was not taken in.",
    "zh-CN": "这条操作是为另一个案件签署的，没有被接收。",
  },
  "cases/already-reported": {
    status: 409,
    en: "This report has already arrived. Use your receipt to return to it.",
    "zh-CN": "这份报告已经收到。请用回执查看。",
  },
  "cases/stale-head": {
    status: 409,
    en: "Something happened in this case while you were writing. It has been loaded; please look, then send again.",
    "zh-CN": "你书写期间本案有了新进展，已为你载入。请看过之后再发送。",
  },
  "cases/date-passed": {
    status: 409,
    en: "The date passed a moment ago and the case is moving on. Please reload it.",
    "zh-CN": "期限刚刚已过，案件正在转交。请刷新。",
  },
  "cases/other-statement": {
    status: 409,
    en: "The committee has changed since you opened this page. Please look at the names once more before sending; your words are kept.",
    "zh-CN": "你打开页面之后，委员会成员有变动。请重新核对名单再发送，你写的内容已保留。",
  },
  "cases/wrong-date": {
    status: 409,
    en: "The clock of this device is more than a day off. Please set it and send again.",
    "zh-CN": "这台设备的时间相差超过一天。请校准后重新发送。",
  },
  "cases/unknown-reader": {
    status: 409,
    en: "One of the people chosen to read this is not, or not yet, a member of the committee.",
    "zh-CN": "所选的阅读人中，有人不是（或还不是）委员会成员。",
  },
  "cases/too-few-readers": {
    status: 422,
    en: "At least two people, or one outside member, must be able to read the report, so that it cannot be left unanswered.",
    "zh-CN": "至少要有两个人，或一位外部人士能打开报告，才不会被压下。",
  },
  "cases/outside-needed": {
    status: 422,
    en: "If your receipt cannot open the report, somebody from outside must be able to.",
    "zh-CN": "如果你的回执打不开报告，就必须有一位外部人士能打开。",
  },
  "cases/not-a-reader": {
    status: 403,
    en: "You cannot open this case, so you cannot act in it.",
    "zh-CN": "你打不开本案，因此不能在其中操作。",
  },
  "cases/could-open": {
    status: 409,
    en: "You have written to the person who reported, or taken the case up again, so you were able to open the report. Answer it, or hand it over.",
    "zh-CN": "你给报告人写过信，或曾重新接手本案，说明你当时能打开这份报告。请答复，或转交他人。",
  },
  "cases/not-yours": {
    status: 403,
    en: "Somebody else owns this case at the moment. You can leave an internal note.",
    "zh-CN": "本案目前由别人负责。你可以留下内部备注。",
  },
  "cases/closed": {
    status: 409,
    en: "This case is closed. The outcome can still be contested by the person who reported.",
    "zh-CN": "本案已结。报告人仍可在期限内对结论提出异议。",
  },
  "cases/still-open": {
    status: 409,
    en: "This case is still open; there is no outcome to contest yet.",
    "zh-CN": "本案尚未结案，还没有可以提出异议的结论。",
  },
  "cases/sealed-file": {
    status: 409,
    en: "This report came as a sealed file. It can be answered, but nobody can sign on its behalf, and it cannot be re-sealed to others.",
    "zh-CN": "这份报告是以加密文件提交的，可以答复，但无法代为签署，也无法重新加密给其他人。",
  },
  "cases/already-opened": {
    status: 409,
    en: "It is already on record that you opened this case.",
    "zh-CN": "你打开过本案，这件事已有记录。",
  },
  "cases/outcome-needed": {
    status: 422,
    en: "A case is concluded only by a written outcome.",
    "zh-CN": "必须写下书面结论，案件才能结案。",
  },
  "cases/not-the-next-stage": {
    status: 409,
    en: "A case moves forward one stage at a time, and never back.",
    "zh-CN": "案件只能逐步向前推进，不能跳过或退回。",
  },
  "cases/already-owner": {
    status: 409,
    en: "That person already owns this case.",
    "zh-CN": "本案已由这位成员负责。",
  },
  "cases/cannot-own": {
    status: 422,
    en: "That person cannot open this case and so cannot take it over.",
    "zh-CN": "这位成员打不开本案，不能接手。",
  },
  "cases/away": {
    status: 422,
    en: "That person is away. Please choose somebody who is here.",
    "zh-CN": "这位成员目前不在岗，请另选一位。",
  },
  "cases/owned-elsewhere": {
    status: 422,
    en: "That person has already owned this case at another stage. Please choose somebody who has not.",
    "zh-CN": "这位成员在别的环节负责过本案，请选择未经手过的人。",
  },
  "cases/decided-before": {
    status: 422,
    en: "That person wrote an outcome of this case that was contested or could not be read. Please choose somebody else.",
    "zh-CN": "这位成员写过本案的结论，而该结论被提出异议或无法读取。请选择其他人。",
  },
  "cases/not-opened": {
    status: 409,
    en: "You have not opened this report yet. Open it first: whoever writes to the person who reported has read what they reported.",
    "zh-CN": "你还没有打开过这份报告。请先打开：给报告人写信的人，应当先读过报告。",
  },
  "cases/second-owed": {
    status: 409,
    en: "An outcome has been written, and another member is to sign it first. Sign it, or say why not; then the case goes on.",
    "zh-CN": "结论已写好，正等另一位成员签署。请先签署，或说明为何不签，案件再往下走。",
  },
  "cases/reason-needed": {
    status: 422,
    en: "Please say why you do not sign it, so that it can be written anew.",
    "zh-CN": "请说明为何不签，对方才好重写。",
  },
  "cases/same-class": {
    status: 409,
    en: "The case is as urgent as that already.",
    "zh-CN": "本案现在就是这个紧急程度。",
  },
  "cases/other-side-needed": {
    status: 409,
    en: "Somebody of your side has signed this already. A case becomes less urgent once a member of another side signs the same.",
    "zh-CN": "你这一方已有人签过。还要另一方的成员也签，紧急程度才会调低。",
  },
  "cases/two-lower": {
    status: 422,
    en: "You can say that it is more urgent. Two members of two sides decide together that it is less so.",
    "zh-CN": "你可以要求加急。调低紧急程度，须由两方各一位成员共同决定。",
  },
  "cases/older-rules": {
    status: 422,
    en: "This case began under earlier rules of the committee, which do not know this.",
    "zh-CN": "本案适用委员会较早的规则，其中没有这一项。",
  },
  "cases/extended-before": {
    status: 409,
    en: "The day of the outcome can be put off once, and not in a review.",
    "zh-CN": "结论日期只能延后一次，复核中不能延后。",
  },
  "cases/outcome-late": {
    status: 409,
    en: "The day of the outcome has passed, so it cannot be put off any more.",
    "zh-CN": "结论日期已过，不能再延后。",
  },
  "cases/set-aside-before": {
    status: 409,
    en: "You have closed this case as not a report once already, so a second time is for somebody else. You can write an outcome, or hand the case over.",
    "zh-CN": "你曾以“不是报告”结过本案，再次这样结案须由别人来做。你可以写出结论，或把本案转交他人。",
  },
  "cases/not-later": {
    status: 422,
    en: "The new date must be later than the current one.",
    "zh-CN": "新的期限必须晚于现在的期限。",
  },
  "cases/beyond-limit": {
    status: 422,
    en: "That is later than may be promised. Please choose an earlier date.",
    "zh-CN": "这个日期太晚，超出了允许的范围，请选择更早的日期。",
  },
  "cases/struck-out": {
    status: 403,
    en: "The person who reported has struck this member out. The case cannot be opened to them.",
    "zh-CN": "报告人划掉了这位成员，不能让其打开本案。",
  },
  "cases/already-reader": {
    status: 409,
    en: "That person can already open this case.",
    "zh-CN": "这位成员已经可以打开本案。",
  },
  "cases/nothing-there": {
    status: 404,
    en: "There is no such answer or outcome in this case.",
    "zh-CN": "本案中没有这条答复或结论。",
  },
  "cases/tried-twice": {
    status: 409,
    en: "Everybody here has tried to open this report twice. If it matters, please make a new report; it will be a case of its own.",
    "zh-CN": "这里的每个人都已两次尝试打开这份报告。如果事情仍需处理，请重新提交一份，它会成为一个新的案件。",
  },
  "cases/already-contested": {
    status: 409,
    en: "You have already contested this one. It is being dealt with.",
    "zh-CN": "你已对这一条提出过异议，正在处理。",
  },
  "cases/contest-instead": {
    status: 409,
    en: "This is the outcome. You can contest it, and it will go to somebody who had no part in it.",
    "zh-CN": "这是结论。你可以提出异议，由没有参与过的人复核。",
  },
  "cases/already-seen": {
    status: 409,
    en: "It is already on record that you have read the outcome.",
    "zh-CN": "你读过结论，这件事已有记录。",
  },
  "cases/contest-over": {
    status: 410,
    en: "The time to contest this outcome has ended. You can still write, or make a new report.",
    "zh-CN": "对结论提出异议的期限已过。你仍可以写，或重新报告。",
  },
  "cases/nobody-left": {
    status: 503,
    en: "Nobody on the committee can take this over at the moment. Please try again, or turn to the outside member.",
    "zh-CN": "委员会目前没有人能接手。请稍后再试，或联系外部成员。",
  },
  "cases/not-open": {
    status: 503,
    en: "This line is not open yet: its committee has not signed. Please come back later; what you wrote stays on your page.",
    "zh-CN": "这条通道还没有开通：委员会尚未签署名单。请过些时候再来，你写的内容仍在页面上。",
  },
  "cases/malformed-report": {
    status: 400,
    en: "This report could not be taken in as it came. Please send it once more; your words are kept on your page.",
    "zh-CN": "这份报告的格式无法接收。请再发送一次，你写的内容仍在页面上。",
  },
  "cases/no-words": {
    status: 422,
    en: "There is nothing to read in this text. Please write at least a word; nothing was sent.",
    "zh-CN": "这段文字里没有可读的内容。请至少写一个字；没有发送任何内容。",
  },
  "cases/wrong-size": {
    status: 413,
    en: "This is larger than one message may be. Please shorten it, or send it in two.",
    "zh-CN": "这超过了一条消息的上限。请缩短，或分两次发送。",
  },
  "cases/not-sealed": {
    status: 422,
    en: "This is not a file sealed with age for the people chosen, so it was not kept. Please check the recipients and seal it again.",
    "zh-CN": "这不是用 age 为所选的人加密的文件，因此没有保存。请核对收件人后重新加密。",
  },
  "cases/old-roster": {
    status: 409,
    en: "The committee has changed since this page was loaded. Look at who can open your report, then send it again; your words are kept.",
    "zh-CN": "页面打开之后，委员会有变动。请再看一遍谁能打开你的报告，然后重新发送；你写的内容已保留。",
  },
  "cases/work-needed": {
    status: 429,
    en: "Very many reports are coming in. Your device now does a small calculation, a few seconds long, and sends yours by itself.",
    "zh-CN": "现在报告很多。你的设备会先做几秒钟的计算，然后自动发送。",
  },
  "cases/taken": {
    status: 409,
    en: "Another report already has this receipt. Please send again: you will get a new one.",
    "zh-CN": "这个回执已属于另一份报告。请重新发送，你会得到新的回执。",
  },
  "cases/unknown-receipt": {
    status: 401,
    en: "No report is found with this receipt. Please check whether it was copied wrongly. A report that was erased is not found either.",
    "zh-CN": "用这个回执找不到报告。请看看有没有抄错。已经清除的报告也找不到。",
  },
  "cases/stale-request": {
    status: 409,
    en: "The clock of this device differs from the server's by more than five minutes. Please set it, then try again.",
    "zh-CN": "这台设备的时间与服务器相差超过五分钟。请校准后重试。",
  },
  "cases/replayed": {
    status: 409,
    en: "This request has already been answered once. Please reload the page.",
    "zh-CN": "这个请求已经处理过一次。请刷新页面。",
  },
  "cases/wrong-envelope": {
    status: 400,
    en: "The sealed message does not belong to what was signed. Please send it once more; your words are kept.",
    "zh-CN": "加密的消息与签署的内容不符。请再发送一次，你写的内容已保留。",
  },
  "cases/wrong-wraps": {
    status: 400,
    en: "The keys that came with this are not the ones that were signed, so nothing was kept. Please send it once more; your words are kept.",
    "zh-CN": "随附的密钥与签署的不一致，因此没有保存。请再发送一次，你写的内容已保留。",
  },
  "cases/too-many-acts": {
    status: 429,
    en: "You have written in this case very often, so only what is owed, or contested, is taken from here on. If there is much to add, make a new report.",
    "zh-CN": "你在这个案件里已经写了非常多次，从现在起只接受应办的答复或异议。如果还有很多要补充，请另交一份报告。",
  },
  "cases/unknown-page": {
    status: 400,
    en: "This page of the list does not exist. Please begin with the first.",
    "zh-CN": "列表里没有这一页。请从第一页开始。",
  },
  "cases/unknown-number": {
    status: 404,
    en: "Nothing is found under this pick-up number. Please check its 30 digits.",
    "zh-CN": "用这个取件号找不到内容。请检查这 30 位数字。",
  },
  "cases/not-a-number": {
    status: 422,
    en: "A pick-up number has 30 digits. Go back and put in the one you wrote down, or leave the field empty for a new one.",
    "zh-CN": "取件号有 30 位数字。请返回填上你记下的号码，或留空以领取新号码。",
  },
  "cases/number-used": {
    status: 409,
    en: "Another file was handed in under this number. Reload the page and use the number it shows then.",
    "zh-CN": "这个号码下已交过另一份文件。请重新打开页面，使用新显示的号码。",
  },
  "cases/many-files": {
    status: 503,
    en: "Very many files are being handed in, so yours was not taken. Nothing is lost: go back and hand it in again with the same number.",
    "zh-CN": "现在交来的文件很多，你的文件还没有收下。没有内容丢失：请返回，用同一个号码再交一次。",
  },
  "cases/would-strand": {
    status: 409,
    en: "An open case would be left with fewer than two people who can open it, and nobody from outside. Let another member open it first.",
    "zh-CN": "这样会使一个未结的案件只剩不到两人能打开，而且没有外部人士。请先让另一位成员能够打开它。",
  },
} as const satisfies Refusals;

/** The code of a refusal of this feature's rules. */
export type CaseRefusal = keyof typeof refusals;
