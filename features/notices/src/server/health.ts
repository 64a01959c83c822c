import type { HealthOf, Seen, Sign } from "@niuniu/host";
import { sql } from "kysely";
import { noticesTables } from "./tables.ts";

const says = {
  "notices/nobody": {
    en: "No member has chosen how they are told that something waits: whoever has no desk open does not hear of it. Each member chooses at the desk.",
    "zh-CN": "还没有成员选择怎样接收通知：没有打开工作台的人，就不会知道有事在等。请每位成员在工作台选择。",
  },
  "notices/tried": {
    en: "{members} {members|member has|members have} a way of being told that they have tried.",
    "zh-CN": "{members} 名成员有试过、能用的通知方式。",
  },
  "notices/failing": {
    en: "The newest notice to {failing} {failing|member|members} did not go through. They see why at the desk; what the server’s administrators have to set stands in docs/operating.md.",
    "zh-CN": "有 {failing} 名成员最近一次通知没有送出。原因他们在工作台能看到；需要运维设置的写在 docs/operating.md。",
  },
  "notices/proxy-unused": {
    en: "{name} is set where this server runs, and notices do not go through it: they leave directly, or not at all. Let this machine reach the mail server and the services, or have them reached by way of an SMS gateway or a mail server inside.",
    "zh-CN":
      "本服务器的环境里设置了 {name}，但通知不经过它：只会直接发出，或发不出去。请让这台机器能直接连上邮件服务器和那些服务，或改用内网里的短信网关、邮件服务器转发。",
  },
  "notices/waiting": {
    en: "{waiting} {waiting|notice waits|notices wait} for more than an hour to be handed over. Does this machine reach the mail server and the services?",
    "zh-CN": "有 {waiting} 条通知等了一个多小时还没送出。这台机器能连上邮件服务器和那些服务吗？",
  },
} as const;

const HOUR = 3_600_000;
type Own = Sign & { readonly code: keyof typeof says };

async function counted({ db, now }: Seen): Promise<Readonly<Record<"members" | "failing" | "waiting", number>>> {
  const { rows } = await sql<{ members: number; failing: number; waiting: number }>`
    select (select count(distinct member)::integer from notices_channel where standing = 'counts') as members,
      (select count(*)::integer from notices_seen where results -> 0 ->> 'outcome' <> 'sent') as failing,
      (select count(*)::integer from host_errand where sent is null and ready < ${new Date(now - HOUR)}) as waiting
  `.execute(noticesTables(db));
  return rows[0] ?? { members: 0, failing: 0, waiting: 0 };
}

/** By which names a machine says that what leaves it should go through a proxy; the first of those that are set, or null. */
const proxyHere = (): string | null =>
  ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].find((name) => (process.env[name] ?? "") !== "") ?? null;

/** Whether those who owe can be told. */
export const health: HealthOf = {
  says,
  look: async (seen) => {
    const { members, failing, waiting } = await counted(seen);
    const proxy = proxyHere();
    const found: readonly (Own | null)[] = [
      members === 0
        ? { code: "notices/nobody", state: "soon" }
        : { code: "notices/tried", state: "well", facts: { members } },
      // A proxy would see when people are told, and would find the addresses: what is allowed is judged here.
      proxy === null ? null : { code: "notices/proxy-unused", state: "soon", facts: { name: proxy } },
      failing === 0 ? null : { code: "notices/failing", state: "soon", facts: { failing } },
      waiting === 0 ? null : { code: "notices/waiting", state: "ill", facts: { waiting } },
    ];
    return found.filter((one) => one !== null);
  },
};
