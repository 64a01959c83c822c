import type { Refusal, RefusalAnswer, Refusals } from "@niuniu/wire";
import { Refused } from "@niuniu/wire";
import { refusals as own } from "../refusals.ts";

/** Every sentence the server can refuse with; features add theirs. */
export interface RefusalTable {
  /** Adds a feature's refusals. A code said twice is a mistake of ours. */
  readonly add: (refusals: Refusals) => void;
  /** What to answer for an error, and the code to log if the mistake is ours. */
  readonly answer: (error: unknown) => {
    readonly refusal: Refusal;
    readonly answer: RefusalAnswer;
    readonly bug: boolean;
    /** What the operator has to hear though it is no mistake of ours, or null. */
    readonly news: string | null;
  };
}

/** What a kernel package throws at hostile input. An `owe` error is a mistake of ours. */
const HOSTILE = /^(seal|note|roster|record)\//;
/** No room: on PostgreSQL's disk, or on ours. */
const FULL = /^(53100|ENOSPC|EDQUOT|EFBIG)$/;
/** A text that no database can hold, from where no door looked: inside a signed note, say. */
const UNSTORABLE = new Set(["22021", "22P05"]);
/**
 * Our database is away: it is starting or stopping (57P), the connection broke (08), was ended because it stood still in a
 * transaction (25P03), or all are taken (53300).
 */
const AWAY = /^(ECONNRESET|EPIPE|57P0\d|25P03|08\d{3}|53300)$/;
/** What the driver says by itself, without a code: the connection broke, or broke before. */
const BROKEN = /Connection terminated|not queryable|timeout exceeded when trying to connect/;

function isAway(error: unknown, code: string): boolean {
  if (!(error instanceof Error)) return false;
  const connecting = (error as { readonly syscall?: unknown }).syscall === "connect";
  return connecting || AWAY.test(code) || BROKEN.test(error.message);
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as { readonly code?: unknown }).code : undefined;
  return typeof code === "string" ? code : "";
}

function hostCode(error: unknown, code: string): keyof typeof own {
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return "host/too-large";
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return "host/wrong-type";
  if (HOSTILE.test(code) || code.startsWith("FST_ERR_CTP") || code.startsWith("FST_ERR_BAD")) return "host/malformed";
  if (FULL.test(code)) return "host/disk-full";
  if (UNSTORABLE.has(code)) return "host/malformed";
  return isAway(error, code) ? "host/busy" : "host/failed";
}

/** Which line the operator reads: that the disk is full, that all connections are taken, that the database is away. */
function newsOf(mine: string, code: string): string | null {
  if (mine === "host/disk-full") return mine;
  if (mine === "host/busy") return code === "53300" ? "host/too-many-connections" : "host/database-away";
  return null;
}

export function refusalTable(): RefusalTable {
  const table = new Map<string, Refusal>(Object.entries(own));
  const sentence = ({ en, "zh-CN": zh }: Refusal): RefusalAnswer["sentence"] => ({ en, "zh-CN": zh });
  return {
    add: (refusals) => {
      for (const [code, refusal] of Object.entries(refusals)) {
        if (table.has(code)) throw new Error(`two refusals are called ${code}`);
        table.set(code, refusal);
      }
    },
    answer: (error) => {
      const code = codeOf(error);
      const known = table.get(code);
      if (known !== undefined) {
        const facts = error instanceof Refused && Object.keys(error.facts).length > 0 ? { facts: error.facts } : {};
        return {
          refusal: known,
          answer: { code, sentence: sentence(known), ...facts },
          bug: known.status === 500,
          news: null,
        };
      }
      const mine = hostCode(error, code);
      const answer = { code: mine, sentence: sentence(own[mine]) };
      return { refusal: own[mine], answer, bug: mine === "host/failed", news: newsOf(mine, code) };
    },
  };
}
