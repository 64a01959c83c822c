import type { Template } from "../../templates.ts";

/** Beginnings that are offered while there are no templates: none is kept before somebody has looked at it and saved it. */
export const starters: readonly Omit<Template, "id">[] = [
  {
    name: "收到，说明下一步 · Received, and what comes next",
    "zh-CN":
      "你好，我是{你自己的姓名}，由我负责这件事。你写的我已经读完，谢谢你告诉我们。\n\n接下来我会先把情况理清楚。需要找别人核实之前，我会先问你。最迟到{下次回复的日期}，我会在这里再回复你。\n\n在那之前想到什么、担心什么，随时写在这里。如果你现在不安全，请先离开那里，拨打 110。",
    en: "Hello, I am {your own name}, and this is with me now. I have read everything you wrote. Thank you for telling us.\n\nFirst I will get a clear picture. I will not ask anyone about it before I have asked you. I will write to you here again by {date of my next message} at the latest.\n\nIf something comes to mind before then, or worries you, write it here at any time. If you are not safe where you are, please leave first and call 110.",
  },
  {
    name: "请补充一些情况 · Asking for more",
    "zh-CN":
      "为了把事情弄清楚，想请你再说说下面几点。能答多少答多少，不记得就写不记得，不想说的可以不说：\n\n1. 大概是什么时候、在哪里？\n2. 当时还有谁在场，或者谁可能知道？\n3. 有没有消息、照片或别的东西留下来？先别删，也不必为此去找任何人。\n\n这不是怀疑你。你答不答，我最迟到{下次回复的日期}都会回复你。",
    en: "To understand what happened, I would like to ask a little more. Answer what you can. “I don’t remember” is an answer, and you may leave out what you would rather not say:\n\n1. Roughly when was it, and where?\n2. Who else was there, or might know?\n3. Is there anything left of it, such as messages or photos? Please keep it, and don’t approach anyone to get it.\n\nThis does not mean that you are doubted. Whether or not you answer, I will write to you by {date of my next message}.",
  },
  {
    name: "说明为什么还要等 · Explaining a delay",
    "zh-CN":
      "说好的进展，今天还给不了你。是我们没有做完，不是你的问题，你也不用做什么。\n\n还差的是：{请写明还差什么，为什么}\n\n最迟到{下次回复的日期}，我会在这里再回复你，哪怕那时还没有结果。如果你这边情况有变化，请不要等到那一天，随时告诉我。",
    en: "The news I hoped to give you by now is not ready. We have not finished. You did nothing wrong, and there is nothing you need to do.\n\nWhat is still missing: {say what, and why}\n\nI will write again by {date of my next message} at the latest, even if there is no result by then. If anything changes for you, please don’t wait for that day. Tell me at any time.",
  },
];
