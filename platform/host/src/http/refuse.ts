import type { Refusal, RefusalAnswer, Refusals } from "@niuniu/wire";
import { Refused } from "@niuniu/wire";
import { obstacleIn, type Obstacle } from "../postgres/obstacle.ts";
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
/** A text that no database can hold, from where no door looked: inside a signed note, say. */
const UNSTORABLE = new Set(["22021", "22P05"]);
/** What the machine below puts in the way, as the caller is told it; what may not be written is ours to set right. */
const BY_OBSTACLE = {
  full: "host/disk-full",
  away: "host/busy",
  connections: "host/busy",
  denied: "host/failed",
  ungranted: "host/failed",
} as const satisfies Readonly<Record<Obstacle, keyof typeof own>>;
/** Which line the operator reads: that the disk is full, that all connections are taken, that the database is away. */
const NEWS: Partial<Readonly<Record<Obstacle, string>>> = {
  full: "host/disk-full",
  away: "host/database-away",
  connections: "host/too-many-connections",
};

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as { readonly code?: unknown }).code : undefined;
  return typeof code === "string" ? code : "";
}

function hostCode(code: string, obstacle: Obstacle | null): keyof typeof own {
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return "host/too-large";
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return "host/wrong-type";
  if (HOSTILE.test(code) || code.startsWith("FST_ERR_CTP") || code.startsWith("FST_ERR_BAD")) return "host/malformed";
  if (UNSTORABLE.has(code)) return "host/malformed";
  return obstacle === null ? "host/failed" : BY_OBSTACLE[obstacle];
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
      const obstacle = obstacleIn(error);
      const mine = hostCode(code, obstacle);
      const answer = { code: mine, sentence: sentence(own[mine]) };
      const news = mine === "host/malformed" || obstacle === null ? null : (NEWS[obstacle] ?? null);
      return { refusal: own[mine], answer, bug: mine === "host/failed", news };
    },
  };
}
