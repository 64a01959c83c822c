import { statfs } from "node:fs/promises";
import { SLOT } from "@niuniu/record";
import { sql } from "kysely";
import type { HealthOf, Seen, Sign } from "./health.ts";

const says = {
  "host/https": {
    en: "People reach it at {origin}, encrypted on the way.",
    "zh-CN": "大家从 {origin} 打开，传输全程加密。",
  },
  "host/only-here": {
    en: "Its address is {origin}: only this machine reaches it. Set NIUNIU_ORIGIN to the address people type, with https.",
    "zh-CN": "它的网址是 {origin}，只有这台机器能打开。请把 NIUNIU_ORIGIN 设成大家要输入的网址，用 https。",
  },
  "host/listens": {
    en: "It listens at {address}, port {port}.",
    "zh-CN": "监听 {address} 的 {port} 端口。",
  },
  "host/stopped": {
    en: "The server is not running on this data folder, or not on this machine. Start it with npm start.",
    "zh-CN": "这个数据目录上没有服务器在运行，或者不在这台机器上。用 npm start 启动。",
  },
  "host/no-backup": {
    en: "No backup has been made yet. Run niuniu backup, let it run every day, and keep copies on another machine.",
    "zh-CN": "还没有做过备份。请运行 niuniu backup，让它每天自动运行，并把备份存到另一台机器上。",
  },
  "host/backup": {
    en: "The newest backup was made on {made}.",
    "zh-CN": "最近一次备份在 {made}。",
  },
  "host/backup-old": {
    en: "The newest backup was made on {made}, {days} {days|day|days} ago: what came in since would be lost with this disk. Look why niuniu backup does not run.",
    "zh-CN":
      "最近一次备份在 {made}，已过去 {days} 天。这块硬盘坏了，之后收到的就都没了。请查一查 niuniu backup 为什么没有运行。",
  },
  "host/disk": {
    en: "{free} GB are free on the disk of the data folder.",
    "zh-CN": "数据目录所在的磁盘还有 {free} GB 可用。",
  },
  "host/disk-low": {
    en: "Only {free} GB are free on the disk of the data folder; {keep} GB are to be kept free. Make room before it is full.",
    "zh-CN": "数据目录所在的磁盘只剩 {free} GB，应当留出 {keep} GB。请在写满之前腾出空间。",
  },
  "host/clock": {
    en: "The clock of this machine is not behind the public record, and goes as the database’s does.",
    "zh-CN": "这台机器的时钟没有落后于公开记录，与数据库的时钟也一致。",
  },
  "host/clock-back": {
    en: "The clock of this machine is {minutes} {minutes|minute|minutes} behind the public record: it was set back, or ran ahead before. Nothing new is sealed into the record until it has caught up. Set it right.",
    "zh-CN":
      "这台机器的时钟比公开记录慢 {minutes} 分钟：时钟被拨回过，或者之前走快了。追上之前，公开记录不会封入新内容。请校准时钟。",
  },
  "host/clock-apart": {
    en: "The clocks of this machine and of its database differ by {seconds} {seconds|second|seconds}. Let both follow a time server.",
    "zh-CN": "这台机器与数据库的时钟相差 {seconds} 秒。请让两边都与时间服务器同步。",
  },
  "host/record-stopped": {
    en: "The public record signs nothing any more ({reason}). What comes in is kept and promised. See the page about the public record.",
    "zh-CN": "公开记录已停止签署（{reason}）。收到的内容照常保存、照常给出承诺。详见“公开记录”页。",
  },
  "host/versions": {
    en: "Niuniu {software}, Node {node}, PostgreSQL {postgres}.",
    "zh-CN": "Niuniu {software}，Node {node}，PostgreSQL {postgres}。",
  },
} as const;

type Code = keyof typeof says;
type Own = Sign & { readonly code: Code };

const DAY = 86_400_000;
/** Days after which a backup is old, and after which it is to be seen to at once. */
const OLD = 2;
const TOO_OLD = 14;
/** ms by which two clocks may differ. */
const APART = 5_000;
const gigabytes = (bytes: number): number => Math.floor(bytes / 1e8) / 10;

function reached({ origin, listens }: Seen): readonly Own[] {
  const { protocol, hostname } = new URL(origin);
  const encrypted = protocol === "https:" || hostname.endsWith(".onion");
  return [
    encrypted
      ? { code: "host/https", state: "well", facts: { origin } }
      : { code: "host/only-here", state: "soon", facts: { origin } },
    // Text, so that no language puts a mark between its digits.
    listens === null
      ? { code: "host/stopped", state: "soon" }
      : { code: "host/listens", state: "well", facts: { address: listens.address, port: String(listens.port) } },
  ];
}

async function backedUp({ db, now }: Seen): Promise<Own> {
  const newest = await db.selectFrom("host_backup").select("made").orderBy("made", "desc").limit(1).executeTakeFirst();
  if (newest === undefined) return { code: "host/no-backup", state: "soon" };
  const days = Math.floor((now - newest.made.getTime()) / DAY);
  const made = { day: newest.made.toISOString().slice(0, 10) };
  if (days < OLD) return { code: "host/backup", state: "well", facts: { made } };
  return { code: "host/backup-old", state: days < TOO_OLD ? "soon" : "ill", facts: { made, days } };
}

async function room({ data, keepFree }: Seen): Promise<readonly Own[]> {
  if (data === null) return [];
  const { bavail, bsize } = await statfs(data);
  const free = bavail * bsize;
  if (free >= keepFree) return [{ code: "host/disk", state: "well", facts: { free: gigabytes(free) } }];
  return [{ code: "host/disk-low", state: "ill", facts: { free: gigabytes(free), keep: gigabytes(keepFree) } }];
}

async function clock({ db, now }: Seen): Promise<Own> {
  const { rows } = await sql<{ at: Date; slot: number | null }>`
    select clock_timestamp() as at, (select open_slot from record_log) as slot`.execute(db);
  const [row] = rows;
  const behind = (row?.slot ?? 0) * SLOT - now;
  if (behind > APART) return { code: "host/clock-back", state: "ill", facts: { minutes: Math.ceil(behind / 60_000) } };
  const apart = Math.abs((row?.at.getTime() ?? now) - now);
  if (apart > APART) return { code: "host/clock-apart", state: "ill", facts: { seconds: Math.round(apart / 1_000) } };
  return { code: "host/clock", state: "well" };
}

async function signing({ db }: Seen): Promise<readonly Own[]> {
  const log = await db.selectFrom("record_log").select("frozen").executeTakeFirst();
  const reason = log?.frozen ?? null;
  return reason === null ? [] : [{ code: "host/record-stopped", state: "ill", facts: { reason } }];
}

async function versions({ db, software }: Seen): Promise<Own> {
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
  const postgres = rows[0]?.server_version.split(" ")[0] ?? "";
  return { code: "host/versions", state: "well", facts: { software, node: process.versions.node, postgres } };
}

/** What the host itself can tell: address, backup, disk, clock, versions. */
export const ownHealth: HealthOf = {
  says,
  look: async (seen) => {
    const looked = [signing(seen), backedUp(seen), room(seen), clock(seen), versions(seen)];
    return [...reached(seen), ...(await Promise.all(looked)).flat()];
  },
};
