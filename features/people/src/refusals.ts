import { LONGEST_OFFICE } from "@niuniu/roster";
import type { Refusals } from "@niuniu/wire";
import { INVITATION_DAYS, LONGEST_ABSENCE, LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./limits.ts";
import { resolutionRefusals } from "./resolution-refusals.ts";

/** Everything `people` may refuse. No sentence says whether a name exists that its reader could not know. */
export const refusals = {
  // Set-up and invitations.
  "people/wrong-setup-code": {
    status: 401,
    en: "This set-up code is not valid. Use the one printed when the server last started.",
    "zh-CN": "设置码无效。请使用服务器最近一次启动时显示的那一个。",
  },
  "people/already-open": {
    status: 403,
    en: "This line is already open: its first statement is signed. Changes are now made by its members together.",
    "zh-CN": "报告通道已经开通，第一份声明已签署。之后的变更由全体成员共同决定。",
  },
  "people/too-few-seats": {
    status: 422,
    en: "Name at least two people. Nobody should hold this line alone.",
    "zh-CN": "请至少填写两个人。这条通道不应只由一个人掌握。",
  },
  "people/no-employees-seat": {
    status: 422,
    en: "At least one person has to speak for the employees.",
    "zh-CN": "至少要有一位属于员工方。",
  },
  "people/no-outside-seat": {
    status: 422,
    en: "At least one person has to come from outside the organisation, such as a lawyer or a union officer.",
    "zh-CN": "至少要有一位来自机构之外，例如律师或工会人员。",
  },
  "people/unclear-organisation": {
    status: 422,
    en: "The organisation’s name holds something that cannot be seen or does not belong in a name, or says nothing. Type it again, in letters, numbers and ordinary signs.",
    "zh-CN": "机构名称中含有看不见或不宜用于名称的字符，或没有实际内容。请用文字、数字和常用符号重新输入。",
  },
  "people/unclear-name": {
    status: 422,
    en: "A person’s name holds something that cannot be seen or does not belong in a name, or says nothing. Type it again, in letters and ordinary signs.",
    "zh-CN": "有一个人的姓名含有看不见或不宜用于姓名的字符，或没有实际内容。请用文字和常用符号重新输入。",
  },
  "people/unclear-role": {
    status: 422,
    en: "A person’s role holds something that cannot be seen, or says nothing. Type it again, in letters, numbers and ordinary signs.",
    "zh-CN": "有一个人的职责一栏含有看不见的字符，或没有实际内容。请用文字、数字和常用符号重新输入。",
  },
  "people/unclear-unit": {
    status: 422,
    en: `A person’s unit holds something that cannot be seen, says nothing, or says more than a unit’s name. Everybody will read it: type a name of at most ${LONGEST_OFFICE} characters, without addresses, long numbers or sentences, or leave it empty.`,
    "zh-CN": `有一个人的部门一栏含有看不见的字符、没有实际内容，或写了部门名称以外的内容。所有人都会看到这一栏：请只写名称，不超过 ${LONGEST_OFFICE} 个字符，不要写地址、长数字或句子，也可以留空。`,
  },
  "people/unclear-line": {
    status: 422,
    en: `Whom a person reports to holds something that cannot be seen, says nothing, or says more than the name of an office. Everybody will read it: type an office of at most ${LONGEST_OFFICE} characters, without addresses, long numbers or sentences, or leave it empty.`,
    "zh-CN": `有一个人的“向谁汇报”一栏含有看不见的字符、没有实际内容，或写了职位以外的内容。所有人都会看到这一栏：请只写职位，不超过 ${LONGEST_OFFICE} 个字符，不要写地址、长数字或句子，也可以留空。`,
  },
  "people/unclear-appointed": {
    status: 422,
    en: `The office that appointed somebody, or keeps a part of a recovery, is not written as an office: at most ${LONGEST_OFFICE} characters that everybody can see, without addresses, long numbers or sentences.`,
    "zh-CN": `任命成员或保管恢复份额的机构，写法不像一个机构名称：请只写名称，不超过 ${LONGEST_OFFICE} 个看得见的字符，不要写地址、长数字或句子。`,
  },
  "people/bad-term": {
    status: 422,
    en: "A term has a first and a last day, in this order, and both exist. Say from when until when somebody is appointed.",
    "zh-CN": "任期须有起止两天，先后有序，且日期存在。请写明任命从何时到何时。",
  },
  "people/served-by-one-side": {
    status: 422,
    en: "One duty would be served by the employer’s side alone. Give it to somebody from the employees’ side or from outside as well, or to nobody: then all of them serve it.",
    "zh-CN":
      "有一项职责只由雇主方承担。请让员工方或外部的某位成员也承担这项职责，或者不指定任何人：那样所有成员都承担。",
  },
  "people/unclear-label": {
    status: 422,
    en: "The name for this passkey holds something that cannot be seen, or says nothing. Type it again, in letters, numbers and ordinary signs.",
    "zh-CN": "这个通行密钥的名称含有看不见的字符，或没有实际内容。请用文字、数字和常用符号重新输入。",
  },
  "people/same-name": {
    status: 422,
    en: "Two people have names that look the same. Add something to one of them by which everybody can tell them apart, such as a middle name or the unit.",
    "zh-CN": "有两个人的姓名看起来一样。请在其中一个后面加注，例如部门，让所有人都能分清。",
  },
  "people/unknown-seat": {
    status: 404,
    en: "There is no such seat any more. Reload the page to see how set-up stands.",
    "zh-CN": "这个席位已不存在。请刷新页面查看当前的设置进度。",
  },
  "people/seat-has-keys": {
    status: 409,
    en: "This person has already made their keys, so a new invitation is not needed.",
    "zh-CN": "此人已经生成了密钥，无需再次邀请。",
  },
  "people/invitation-over": {
    status: 401,
    en: `This invitation was used, or is more than ${INVITATION_DAYS} days old. Ask the person who sent it for a new one.`,
    "zh-CN": `这份邀请已经用过，或已超过 ${INVITATION_DAYS} 天。请向邀请人要一份新的。`,
  },
  "people/invitation-closed": {
    status: 401,
    en: "This link was taken back, or a newer one has taken its place. Nothing was made with it. Ask the person who sent it.",
    "zh-CN": "这个链接已被撤回，或已换成新的。没有人用它生成过密钥。请询问发给你的人。",
  },
  "people/not-your-invitation": {
    status: 403,
    en: "Only the member who invited this person can take the invitation back, while they are an active member.",
    "zh-CN": "邀请人仍是在任成员时，只有其本人可以撤回这份邀请。",
  },
  "people/too-many-invitations": {
    status: 409,
    en: "Thirty invitations are waiting already. Let some be used or run out first.",
    "zh-CN": "已有三十份邀请待使用。请先等其中一些被使用或过期。",
  },
  "people/unsound-invitation": {
    status: 422,
    en: "This invitation does not have the right form, or is signed by somebody else. Reload the page and make it again.",
    "zh-CN": "这份邀请格式不正确，或由他人签署。请刷新页面后重新生成。",
  },
  "people/link-used": {
    status: 409,
    en: "This link was made for somebody else already. A link is for one person. Make a new one.",
    "zh-CN": "这个链接已用于邀请另一个人。一个链接只给一个人，请生成新的。",
  },
  "people/id-taken": {
    status: 409,
    en: "Somebody else was given this sign-in name a moment ago. Make the invitation again.",
    "zh-CN": "这个登录名刚刚给了另一个人。请重新生成邀请。",
  },
  "people/unsound-keys": {
    status: 422,
    en: "The keys from this browser do not have the right form, or do not belong together. Reload the page and make them again.",
    "zh-CN": "浏览器提交的密钥格式不正确，或彼此不匹配。请刷新页面后重新生成。",
  },
  "people/keys-taken": {
    status: 409,
    en: "These keys already belong to somebody. Every person makes their own.",
    "zh-CN": "这组密钥已属于另一个人。每个人都要生成自己的密钥。",
  },
  "people/unsound-key-file": {
    status: 422,
    en: "The sealed key file does not have the right form. Reload the page and try again.",
    "zh-CN": "加密的密钥文件格式不正确。请刷新页面后重试。",
  },
  "people/weak-password": {
    status: 422,
    en: `A password here has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters. A few unrelated words do well.`,
    "zh-CN": `密码长度须为 ${SHORTEST_PASSWORD} 到 ${LONGEST_PASSWORD} 个字符。用几个互不相关的词连起来就很好。`,
  },
  // Signing in.
  "people/sign-in-failed": {
    status: 401,
    en: "Name or password is wrong.",
    "zh-CN": "姓名或密码不对。",
  },
  "people/work-needed": {
    status: 429,
    en: "There were many attempts to sign in. Your device first does a small calculation, a few seconds long. Try again, or use a passkey at once.",
    "zh-CN": "刚才的登录尝试很多。你的设备需要先做几秒钟的计算。请重试，或立即使用通行密钥登录。",
  },
  "people/no-longer-member": {
    status: 403,
    en: "You are not in the current statement of this line any more, so there is nothing to sign in to.",
    "zh-CN": "你已不在本通道的现行声明之中，因此无法登录。",
  },
  "people/session-over": {
    status: 401,
    en: "Your session has ended. Sign in again; what you typed stays on the page.",
    "zh-CN": "登录已结束，请重新登录。你输入的内容仍保留在页面上。",
  },
  "people/not-yet-member": {
    status: 403,
    en: "This becomes possible once a signed statement names you and the waiting period of your key is over.",
    "zh-CN": "等签署的声明列入了你、你的密钥也过了等待期，才能这样做。",
  },
  "people/passkey-failed": {
    status: 401,
    en: "The passkey was not accepted. Try again, or sign in with your password.",
    "zh-CN": "通行密钥未通过验证。请重试，或改用密码登录。",
  },
  "people/passkey-known": {
    status: 409,
    en: "This passkey is already registered.",
    "zh-CN": "这个通行密钥已经登记过了。",
  },
  "people/too-many-passkeys": {
    status: 409,
    en: "Ten passkeys are the most. Remove one you no longer use.",
    "zh-CN": "最多只能登记十个通行密钥。请先删除不再使用的。",
  },
  "people/unknown-passkey": {
    status: 404,
    en: "You have no such passkey. It may have been removed already.",
    "zh-CN": "你没有这个通行密钥，它可能已被删除。",
  },
  "people/unknown-session": {
    status: 404,
    en: "That sign-in is over already.",
    "zh-CN": "那一处登录已经结束。",
  },
  "people/wrong-password": {
    status: 403,
    en: "The current password is wrong. Nothing was changed.",
    "zh-CN": "当前密码不对。没有做任何更改。",
  },
  // The statement.
  "people/draft-open": {
    status: 409,
    en: "You have already proposed a change that waits for signatures, or somebody has proposed this very one. Withdraw yours first, or sign theirs.",
    "zh-CN": "你已提出一项正在等待签署的变更，或者已有人提出了完全相同的变更。请先撤回你的变更，或签署对方的变更。",
  },
  "people/no-draft": {
    status: 409,
    en: "This change is not waiting for signatures any more: it was withdrawn, another took its place, or a change is in force. Nothing was done. Read what is waiting now.",
    "zh-CN": "这项变更不再等待签署：它已撤回、已换成另一项，或已有变更生效。没有执行任何操作。请阅读目前待签署的内容。",
  },
  "people/draft-over": {
    status: 409,
    en: "This change waited too long for its signatures: it had to be complete within a day of taking effect. Propose it again.",
    "zh-CN": "这项变更等签名等得太久：须在生效后一天之内签齐。请重新提出。",
  },
  "people/unsound-statement": {
    status: 422,
    en: "This change does not follow the rules for statements, so it cannot be proposed.",
    "zh-CN": "这项变更不符合声明的规则，不能提出。",
  },
  "people/unsound-signature": {
    status: 422,
    en: "Your signature is missing or does not match your key.",
    "zh-CN": "缺少你的签名，或签名与你的密钥不符。",
  },
  "people/not-a-signer": {
    status: 403,
    en: "Your signature is not asked for here: this change is signed by the members before it.",
    "zh-CN": "这里不需要你签名：这项变更由变更之前的成员签署。",
  },
  "people/unknown-policy": {
    status: 422,
    en: "The change names a policy or a calendar that this server does not have.",
    "zh-CN": "这项变更引用了本服务器没有的规则或日历。",
  },
  "people/unknown-keys": {
    status: 422,
    en: "The change names keys that this person has not made here. Invite them first.",
    "zh-CN": "这项变更列出的密钥不是此人在这里生成的。请先邀请此人。",
  },
  "people/bad-witness": {
    status: 422,
    en: "One of the witnesses cannot be read. Copy the line again in one piece, as its operator sent it.",
    "zh-CN": "有一个见证方无法识别。请照对方发来的内容，整行重新复制。",
  },
  "people/witness-twice": {
    status: 422,
    en: "One of the witnesses is there twice. A witness counts once, under whatever name or address.",
    "zh-CN": "有一个见证方重复出现。无论用什么名称或地址，每个见证方只计一次。",
  },
  "people/unknown-record": {
    status: 422,
    en: "The change names a record that this server does not keep.",
    "zh-CN": "这项变更所指的公开记录，不是本服务器保存的那份。",
  },
  "people/wrong-effect": {
    status: 422,
    en: "A change takes effect now or within 7 days, never in the past. Check the clock of this device.",
    "zh-CN": "变更只能从现在起或 7 天内生效，不能追溯生效。请检查本设备的时间。",
  },
  "people/roster-broken": {
    status: 503,
    en: "The stored statements of this line do not hold together, so the server trusts none of them. Tell the other members and the server’s administrators.",
    "zh-CN": "本通道保存的声明前后不一致，服务器不再信任其中任何一份。请告知其他成员和服务器管理员。",
  },
  ...resolutionRefusals,
  // Absence.
  "people/unsound-absence": {
    status: 422,
    en: "This note of absence does not have the right form, or is signed by somebody else.",
    "zh-CN": "这份休假说明格式不正确，或由他人签署。",
  },
  "people/too-many-absences": {
    status: 409,
    en: "You have said many times when you are away. No more is taken until some of those days have passed.",
    "zh-CN": "你已登记过很多次休假。其中一些日子过去之前，不再接受新的登记。",
  },
  "people/absence-begun": {
    status: 409,
    en: "Only days away that have not begun can be taken back. Whoever is away already can say that today is the last day.",
    "zh-CN": "只有还没开始的休假可以撤回。已经在休假的，可以今天结束。",
  },
  "people/absence-days": {
    status: 422,
    en: `An absence starts today or later and lasts at most ${LONGEST_ABSENCE} days. Sign another one for the time after.`,
    "zh-CN": `休假须从今天或之后开始，最长 ${LONGEST_ABSENCE} 天。更长的时间请另签一份。`,
  },
} as const satisfies Refusals;
