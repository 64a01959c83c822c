import type { Refusals } from "@niuniu/wire";

/** What the host itself refuses, before a feature is asked. */
export const refusals = {
  "host/not-found": {
    status: 404,
    en: "There is nothing at this address.",
    "zh-CN": "这个地址没有内容。",
  },
  "host/malformed": {
    status: 400,
    en: "The server could not read this. What you wrote is still on your page; reload the page and send it once more.",
    "zh-CN": "服务器读不懂这份内容。你写的内容还在页面上；请重新打开页面后再发送一次。",
  },
  "host/wrong-type": {
    status: 415,
    en: "This was sent in a form the server does not take here.",
    "zh-CN": "这里不接受这种格式。",
  },
  "host/too-large": {
    status: 413,
    en: "This is larger than the server takes here. Send it in smaller parts.",
    "zh-CN": "内容超过了这里允许的大小。请分几次发送。",
  },
  "host/too-slow": {
    status: 503,
    en: "The connection stood still or was too slow, so this did not arrive whole. What you wrote is still on your page; please send it again.",
    "zh-CN": "网络中断或太慢，内容没有完整送达。你写的内容还在页面上，请再发送一次。",
  },
  "host/too-many": {
    status: 429,
    en: "Many requests from here are still being answered. Nothing was lost; wait a moment and try again.",
    "zh-CN": "这里发出的请求太多，前面的还在处理。没有内容丢失，请稍等片刻再试。",
  },
  "host/not-yours": {
    status: 401,
    en: "This is open only to someone who is signed in for it. Sign in and try again.",
    "zh-CN": "这里只对已登录的相关人员开放。请登录后再试。",
  },
  "host/never-meet": {
    status: 403,
    en: "What shows who you are was sent to a place that must not know it, or the other way round. Nothing was done. Please tell the people who make this software: a page has made a mistake.",
    "zh-CN":
      "能看出你是谁的凭证被发到了不该知道你是谁的地方，或者反过来。没有执行任何操作。这是页面的错误，请告诉软件的开发者。",
  },
  "host/elsewhere": {
    status: 403,
    en: "Signing in, and everything behind it, works only from this server’s own pages. Open this server’s address and try again there.",
    "zh-CN": "登录及登录后的操作只能在本服务器自己的页面上进行。请打开本服务器的网址后再试。",
  },
  "host/misdirected": {
    status: 421,
    en: "This was asked under a name that is not this server’s. Open the address of your reporting line. For those who run it: the proxy has to pass on the name people typed, and NIUNIU_ORIGIN has to be that name.",
    "zh-CN":
      "访问所用的网址名称不属于本服务器。请打开你们报告通道的网址。服务器管理员请注意：反向代理须转交用户输入的主机名，并与 NIUNIU_ORIGIN 一致。",
  },
  "host/not-in-record": {
    status: 404,
    en: "The public record does not hold this.",
    "zh-CN": "公开记录中没有这一项。",
  },
  "host/not-buried": {
    status: 409,
    en: "This text stays: it is a statement of the committee, or it was taken away before.",
    "zh-CN": "这份文字会保留：它是委员会的声明，或者此前已经移除。",
  },
  "host/record-stopped": {
    status: 409,
    en: "The public record has stopped signing, and this counts only once it stands there: it was not done, and your word was not taken. “Public record” on the desk says why it stopped. Whoever runs the server can recover it; do this again then.",
    "zh-CN":
      "公开记录已停止签名，而这件事要写进记录才算数，所以没有执行，也没有收下你的签名。停止的原因见工作台的“公开记录”。请服务器管理员先恢复记录，然后再做一次。",
  },
  "host/bad-range": {
    status: 422,
    en: "The public record has never had these two sizes, in this order.",
    "zh-CN": "公开记录从未先后达到过这两个大小。",
  },
  "host/record-empty": {
    status: 503,
    en: "The public record begins in a few seconds. Try again then.",
    "zh-CN": "公开记录将在几秒钟后开始。请稍后再试。",
  },
  "host/busy": {
    status: 503,
    en: "The server cannot reach its database at this moment. Nothing was lost; try again in a minute.",
    "zh-CN": "服务器暂时连不上数据库。没有内容丢失；请一分钟后再试。",
  },
  "host/disk-full": {
    status: 503,
    en: "The server has no room left to store anything, so this was not sent. What you wrote is still on your page. The people who run it are being told; try again later.",
    "zh-CN": "服务器没有空间保存内容，所以这次没有发送成功。你写的内容还在页面上。正在通知服务器管理员，请稍后再试。",
  },
  "host/failed": {
    status: 500,
    en: "The server made a mistake. It was not saved; what you wrote is still on your page. Try again in a minute.",
    "zh-CN": "服务器出错了。内容没有保存；你写的还在页面上。请一分钟后再试。",
  },
} as const satisfies Refusals;
