import type { HealthOf } from "@niuniu/host";
import { ledgerTables } from "./tables.ts";

const says = {
  "ledger/witnessed": {
    en: "A witness cosigned the public record last on {day}.",
    "zh-CN": "最近一次有见证方联署公开记录是在{day}。",
  },
  "ledger/witness-away": {
    en: "No witness has cosigned the public record since {day}. The page about the public record says which one does not answer and why; call whoever runs it.",
    "zh-CN": "{day}之后没有见证方联署过公开记录。“公开记录”页写着是哪一方没有回应、为什么；请联系它的运行者。",
  },
  "ledger/no-witness": {
    en: "Nobody outside has cosigned the public record yet. Ask somebody whom the employer does not pay to run niuniu witness, and name them in the next statement.",
    "zh-CN": "外面还没有人联署过公开记录。请找一个不从雇主那里拿钱的人运行 niuniu witness，并写进下一份声明。",
  },
} as const;

const DAY = 86_400_000;
/** Days without a cosignature after which that is worth a look, and after which it is to be seen to at once. */
const LATE = 1;
const TOO_LATE = 7;

/** Whether anybody outside watches the public record. */
export const health: HealthOf = {
  says,
  look: async ({ db, now }) => {
    const row = await ledgerTables(db)
      .selectFrom("ledger_witness")
      .select((of) => of.fn.max("cosigned_at").as("last"))
      .executeTakeFirst();
    const last = row?.last ?? null;
    if (last === null) return [{ code: "ledger/no-witness", state: "soon" }];
    const days = (now - last.getTime()) / DAY;
    const facts = { day: { day: last.toISOString().slice(0, 10) } };
    if (days < LATE) return [{ code: "ledger/witnessed", state: "well", facts }];
    return [{ code: "ledger/witness-away", state: days < TOO_LATE ? "soon" : "ill", facts }];
  },
};
