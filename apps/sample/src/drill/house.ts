import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signIn } from "@niuniu/people";
import { takeMail } from "@niuniu/notices/sample";
import { bearer } from "@niuniu/wire";
import type { Stage } from "@niuniu/wire/scene";
import { callsTo } from "../client.ts";
import { found } from "../founders.ts";
import type { StageClock } from "../play.ts";
import { playedServer } from "../played-server.ts";
import { openMailbox, type Mailbox } from "./mailbox.ts";

/** A line that is founded for a drill and gone after it: the real server on a database of its own, and a clock that is played. */
export interface House extends Pick<Stage, "ask" | "bytes" | "now" | "random"> {
  readonly origin: string;
  readonly moveTo: StageClock["moveTo"];
  /** Every mail that the server has sent its members: to `ID@committee.example`. */
  readonly mails: Mailbox["mails"];
  /** A folder of the drill's own. */
  readonly folder: string;
  /** Ends the server and its database, and removes all that they left. */
  readonly close: () => Promise<void>;
}

const HOUR = 3_600_000;
/** Founded that long before anything happens. */
const BEFORE = 12 * HOUR;

/** The same bytes each time, so that a drill gives the same each time. Nothing real is ever sealed with them. */
function repeatable(): (length: number) => Uint8Array<ArrayBuffer> {
  let asked = 0;
  return (length) => {
    const hash = createHash("shake256", { outputLength: length });
    return new Uint8Array(hash.update(`a drill ${String((asked += 1))}`).digest());
  };
}

/** All that the server is told: nothing of how this machine's own line is set, its database least of all. */
const settingsFor = (mailbox: Mailbox): NodeJS.ProcessEnv => {
  const kept = ["PATH", "HOME", "TMPDIR", "NODE_COMPILE_CACHE"];
  const machine = Object.fromEntries(
    Object.entries(process.env).filter(([name, value]) => kept.includes(name) && value !== undefined),
  );
  const mail = { NIUNIU_SMTP: mailbox.url, NIUNIU_SMTP_PLAIN: "yes", NIUNIU_MAIL_FROM: "line@house.example" };
  return { ...machine, ...mail };
};

/** Every member has a way to be told, as in a house that is well kept. */
async function giveWays(stage: Pick<Stage, "ask">, people: Awaited<ReturnType<typeof found>>): Promise<void> {
  for (const { id: member, password } of people) {
    const { token } = await stage.ask(signIn, { json: { member, password } });
    await takeMail(stage, bearer(token), { address: `${member}@committee.example`, language: "zh-CN" });
  }
}

/**
 * Founds it some hours before `begins`, to be played until `ends` (both ms since epoch). `closing` is given what closes it before there is
 * anything to close. Null: it could not be started, and why has been said.
 */
export async function openHouse(
  begins: number,
  ends: number,
  closing: (close: House["close"]) => void,
): Promise<House | null> {
  const folder = mkdtempSync(join(tmpdir(), "niuniu-drill-"));
  const mailbox = await openMailbox();
  const other = { begins: begins - BEFORE, env: settingsFor(mailbox) };
  const starting = playedServer(folder, join(folder, "line"), ends, other);
  const close = async (): Promise<void> => {
    // One that is starting is let start: it ends in order then, and leaves nothing.
    await (await starting)?.leave();
    mailbox.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  closing(close);
  try {
    const server = await starting;
    if (server === null) {
      await close();
      return null;
    }
    const { origin, setupCode, clock } = server;
    const random = repeatable();
    const calls = callsTo(origin);
    await giveWays(calls, await found(origin, setupCode, random));
    return { ...calls, ...clock, origin, random, folder, mails: mailbox.mails, close };
  } catch (error) {
    await close();
    throw error;
  }
}
