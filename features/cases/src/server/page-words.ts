import type { Language } from "@niuniu/host";
import type { Span } from "@niuniu/owe";

/** A span as a policy spells it, in words. */
const spans = {
  en: (span: Span): string => {
    if ("hours" in span) return `${span.hours} ${span.hours === 1 ? "hour" : "hours"}`;
    if ("workingDays" in span) return `${span.workingDays} working ${span.workingDays === 1 ? "day" : "days"}`;
    return `${span.days} ${span.days === 1 ? "day" : "days"}`;
  },
  zh: (span: Span): string => {
    if ("hours" in span) return `${span.hours} 小时`;
    return "workingDays" in span ? `${span.workingDays} 个工作日` : `${span.days} 天`;
  },
};

const en = {
  title: "Report without JavaScript",
  intro:
    "On this page you seal your report yourself, with the program age (version 1.3 or later), and hand in the sealed file. This server and its administrators cannot see what is inside.",
  notOpen: "This line is not open yet: its committee has not signed. Please come back later.",
  who: "Who can open it",
  whoLead: (employers: number): string =>
    `Exactly the people whose line is in the file recipients.txt when you seal, and nobody else. Of those below, ${employers} ${employers === 1 ? "speaks" : "speak"} for the employer.`,
  /** One name, and what is said of it. */
  said: (name: string, ...about: readonly string[]): string => `${name} (${about.join(", ")})`,
  sides: { employees: "employees’ side", employer: "employer’s side", outside: "from outside" },
  trust:
    "Nobody outside has checked the names and keys on this page, and nothing on it lets you check them. If you do not trust whoever runs the server, use /report, which checks the committee’s signatures, or ask somebody on the committee whom you trust for the recipients in another way.",
  expired: "The list below is past its renewal date. It still works; the committee should have signed a new one.",
  step1: "1. Save the recipients",
  step1Lead:
    "Copy this text into a file called recipients.txt. To strike a person out, delete the two lines that belong to them, and tick their box in step 4.",
  step2: "2. Make a key of your own",
  step2Lead:
    "With it you, and only you, open the answers. Keep own-key.txt where nobody else looks; without it no answer can be opened.",
  step3: "3. Write and seal",
  step3Lead:
    "Write into report.txt what happened, when, where and who was there. The first command adds your own recipient to it, so that answers can be sealed to you; the second one seals it.",
  step4: "4. Hand in the sealed file",
  leftOut: "I struck out these people (their lines were not in recipients.txt):",
  urgency: "How urgent is it?",
  ordinary: (answer: Span): string => `Not urgent: a personal answer within ${spans.en(answer)}.`,
  crisis: (answer: Span): string =>
    `Urgent: somebody is in danger or it is still going on. Answered within ${spans.en(answer)}.`,
  file: "The file report.age (at most 1 MiB)",
  numberBefore:
    "Write this number down before you hand the file in. It counts once a page says that your report is here. If you hand in the same file again, enter the number you wrote down here: it then stays one report.",
  wait: "If many files come at once, yours waits its turn. After a while the next page says so, or that you should hand it in again; with the number nothing is lost.",
  waiting: "Your file is waiting its turn",
  waitingLead:
    "It arrived whole, but very many files are coming in and it is not stored yet: nothing is promised so far. Look again in a few minutes with this number. If nothing is found then, hand in the same file again with the same number.",
  send: "Hand in",
  pickUp: "Look for an answer",
  pickUpLead: "Type the pick-up number you were given. It opens nothing by itself: answers are sealed to your own key.",
  number: "Pick-up number (30 digits)",
  look: "Look",
  taken: "Your report is here",
  takenLead: "It is stored and its clock is running. Keep this pick-up number: there is no other way back.",
  numberIs: "Your pick-up number",
  stands: "Where your report stands",
  stage: "Stage",
  stages: { received: "received", assessed: "assessed", investigated: "investigated", concluded: "concluded" },
  owner: "Who owes you the next step",
  due: "By",
  ifMissed: "If that date is missed, the case moves to another person by itself, and the miss is counted in public.",
  owes: {
    answer: "a personal answer",
    update: "news",
    outcome: "a written outcome",
    second: "a second signature under the outcome",
  },
  nothingOwed: "The case is closed with a written outcome.",
  unopened:
    "The case is closed: nobody who is here could open the file, most likely because something went wrong while it was sealed. It says nothing about you. Please seal your report again, to the recipients shown now, and hand in a new file.",
  left: "The case is closed: everybody who could open the file has left the committee, and nobody can read it now. It says nothing about you. Please seal your report again, to the recipients shown now, and hand in a new file.",
  contest: "To contest an outcome, hand in a new sealed file that says so; from here nothing can be added to this one.",
  opened: "Somebody has opened it through this server.",
  notOpened: "Nobody has opened it through this server yet.",
  replies: "Answers",
  repliesLead: "Save the text of an answer, from the BEGIN line to the END line, as answer.txt. Then:",
  older: "Show older answers",
  noReplies: "There is no answer yet.",
  language: "中文",
  exit: "Leave quickly",
  back: "Back to the page",
};

type Words = typeof en;

const zh: Words = {
  title: "不用 JavaScript 报告",
  intro: "在这一页，你用 age 程序（1.3 或更新的版本）自己把报告加密，再交上文件。服务器和管理员看不到里面的内容。",
  notOpen: "这条通道还没有开通：委员会尚未签署名单。请过些时候再来。",
  who: "谁能打开",
  whoLead: (employers) =>
    `只有加密时 recipients.txt 里写着的人能打开，别人都不能。下面的人里，雇主方 ${employers} 人。`,
  said: (name, ...about) => `${name}（${about.join("，")}）`,
  sides: { employees: "员工方", employer: "雇主方", outside: "外部人士" },
  trust:
    "还没有外部机构核对过这一页上的姓名和密钥，在这一页上也没有办法核对。如果你信不过服务器管理员，请改用 /report，它会检查委员会的签名；或者通过别的途径，向委员会里你信得过的人索取收件人的密钥。",
  expired: "下面的名单已过更新日期。它仍然可用；委员会本应签署新的名单。",
  step1: "1. 保存收件人",
  step1Lead: "把下面的文字存成文件 recipients.txt。如果要划掉某个人，就删去属于此人的两行，并在第 4 步勾选此人。",
  step2: "2. 生成你自己的密钥",
  step2Lead: "有了它，你、也只有你，能打开答复。请把 own-key.txt 放在别人不会看到的地方；没有它，任何答复都打不开。",
  step3: "3. 写好并加密",
  step3Lead:
    "在 report.txt 里写下发生了什么、什么时候、在哪里、有谁在场。第一条命令把你自己的收件地址附在后面，这样答复才能加密给你；第二条命令加密。",
  step4: "4. 交上加密的文件",
  leftOut: "我划掉了这些人（recipients.txt 里没有他们）：",
  urgency: "有多急？",
  ordinary: (answer) => `不紧急：${spans.zh(answer)}之内亲自答复。`,
  crisis: (answer) => `紧急：有人有危险，或事情仍在继续。${spans.zh(answer)}之内答复。`,
  file: "文件 report.age（最大 1 MiB）",
  numberBefore:
    "交文件之前，请先记下这个号码。等页面显示“你的报告已经收到”，它才生效。如果要再交同一份文件，请在这里填上你记下的号码：这样仍是同一份报告。",
  wait: "如果同时有很多文件交上来，你的文件要排队。等一会儿，下一页会告诉你还在排队，或请你再交一次；有了这个号码，什么也不会丢。",
  waiting: "你的文件正在排队",
  waitingLead:
    "文件已完整送达，但现在交来的文件很多，还没有保存，所以目前不作任何承诺。请过几分钟用这个号码再查。如果那时查不到，请用同一个号码再交一次同一份文件。",
  send: "提交",
  pickUp: "查看答复",
  pickUpLead: "请输入你拿到的取件号。它本身什么也打不开：答复是加密给你自己的密钥的。",
  number: "取件号（30 位数字）",
  look: "查看",
  taken: "你的报告已经收到",
  takenLead: "它已保存，期限已经开始计算。请收好这个取件号，没有别的办法再回来。",
  numberIs: "你的取件号",
  stands: "你的报告到了哪一步",
  stage: "阶段",
  stages: { received: "已收到", assessed: "已评估", investigated: "已调查", concluded: "已有结论" },
  owner: "下一步由谁负责",
  due: "期限",
  ifMissed: "如果过了期限，案件会自动转给另一个人，并且公开计数。",
  owes: { answer: "亲自答复", update: "告知进展", outcome: "书面结论", second: "另一方的人签署结论" },
  nothingOwed: "本案已结案，有书面结论。",
  unopened:
    "本案已结案：目前在岗的人都打不开这份文件，多半是加密时出了问题，这与你本人无关。请按现在显示的收件人重新加密报告，再交一份新文件。",
  left: "本案已结案：能打开这份文件的人都已离开委员会，现在没有人能打开它，这与你本人无关。请按现在显示的收件人重新加密报告，再交一份新文件。",
  contest: "如果要对结论提出异议，请另交一份加密文件并写明；这一份无法从这里补充。",
  opened: "已有人通过这台服务器打开过。",
  notOpened: "还没有人通过这台服务器打开过。",
  replies: "答复",
  repliesLead: "把一条答复的文字（从 BEGIN 行到 END 行）存成 answer.txt，然后：",
  older: "查看更早的答复",
  noReplies: "还没有答复。",
  language: "English",
  exit: "快速离开",
  back: "回到这一页",
};

/** Everything the pages without JavaScript say, in each language. */
export const words: Readonly<Record<Language, Words>> = { en, "zh-CN": zh };
