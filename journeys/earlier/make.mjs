/**
 * Makes the line that journeys/earlier-line.test.ts opens: run in a checkout of commit 8925639 that was installed with its own
 * `npm ci` and whose pages were built, with the file to write as its one argument:
 *
 *   git worktree add /tmp/earlier 8925639 && cd /tmp/earlier && npm ci
 *   npx vite build --config apps/web/vite.config.ts
 *   node --disable-warning=ExperimentalWarning THIS/make.mjs THIS/line-8925639.json.br
 *
 * The server of that commit runs on a PostgreSQL and in a data folder of its own, for six days by a clock that is moved. What
 * is written then: its migrations and every row as PostgreSQL spells it in JSON, and what
 * its invented people keep to themselves. Nothing in it is about anybody.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const require = createRequire(resolve("journeys/house.ts"));
const at = (path) => import(pathToFileURL(resolve(path)).href);
const from = (name) => import(pathToFileURL(require.resolve(name)).href);
const { openHouse, random, DAY } = await at("journeys/house.ts");
const { handlerOverHttp } = await at("journeys/over-http.ts");
const { ask, send, planFor, rosterOf } = await from("@niuniu/sample");
const { routes, composeReport, entriesOf, reportBody } = await from("@niuniu/cases");
const { absence, signIn } = await from("@niuniu/people");
const { fromBase64, sha256, signNote, toBase64, toHex, toUtf8 } = await from("@niuniu/note");
const seal = await from("@niuniu/seal");
const { openWrap } = await from("@niuniu/seal/open");
const { readParcel, writeParcel } = await from("@niuniu/seal/parcel");
const { bearer, receiptCredential } = await from("@niuniu/wire");

const HOUR = 3_600_000;
const COMMIT = "8925639";
const [, , file = ""] = process.argv;

const house = await openHouse();
const { clock, origin, founders } = house;
const today = () => new Date(clock.now() + 8 * HOUR).toISOString().slice(0, 10);
const pass = async (milliseconds) => {
  const end = clock.now() + milliseconds;
  // Each date is acted on as it comes, as by a server that runs all the time.
  for (;;) {
    const [{ next }] = await house.query("select min(due) as next from cases_case");
    if (next === null || next.getTime() >= end) break;
    clock.moveTo(next.getTime() + 60_000);
    await wait(4_000);
  }
  clock.moveTo(end);
  // The slot that was open is sealed.
  await wait(14_000);
};

const allBut = (count) => founders.slice(count).map(({ id }) => id);

/** A report that three may read, where it says no other. */
async function report(said) {
  const plan = planFor(await rosterOf(origin), clock.now(), { language: "en", struck: allBut(3), ...said });
  const composed = await composeReport(plan, random);
  const answer = await ask(origin, routes.report, { parcel: reportBody(composed) });
  const keys = seal.receiptKeys(composed.receipt);
  const wrap = composed.parts[1 + composed.header.wraps.indexOf("reporter")];
  const { recipient } = await openWrap(keys.replySeed, wrap, composed.case, "reporter");
  const reply = await seal.recipientOf(keys.replySeed);
  const head = await house.running().host.record.newest();
  const receipt = seal.spellCode(composed.receipt);
  return { case: composed.case, receipt, composed, answer, keys, recipient, reply, head };
}

const letterIn = async (sent, text, more = {}, recipients = [sent.reply, sent.recipient]) =>
  seal.sealEnvelope(recipients, { niuniu: "message v1", case: sent.case, text, ...more });

/** A handler by id, signed in anew each time: sessions end. */
async function handler(id) {
  const founder = founders.find((one) => one.id === id);
  return handlerOverHttp(origin, founder, today);
}

async function byReceipt(sent, route, header, parts = []) {
  const body = route.takes === "none" ? new Uint8Array() : new Uint8Array(writeParcel(header, parts));
  const nonce = seal.newNonce(clock.now() / 1_000, random);
  const signature = seal.requestSignature(sent.keys.authSeed, {
    method: route.method,
    path: route.path,
    nonce,
    bodyHash: sha256(body),
  });
  const authorization = receiptCredential({
    lookup: toBase64(sent.keys.lookup),
    nonce,
    signature: toBase64(signature),
  });
  const answer = await send(
    origin,
    route,
    route.takes === "none" ? { authorization } : { authorization, parcel: body },
  );
  return readParcel(new Uint8Array(await answer.arrayBuffer())).header;
}

/** What a reporter signs upon the thread as it is. */
async function say(sent, fields, text = null) {
  const { entries, head } = await byReceipt(sent, routes.thread);
  const envelope = text === null ? null : await letterIn(sent, text, {}, [sent.recipient, sent.reply]);
  const act = seal.signAct(
    {
      niuniu: "act v1",
      case: sent.case,
      number: entries.length + 1,
      previous: head,
      by: "reporter",
      kind: fields.kind,
      date: today(),
      envelope: envelope === null ? null : toHex(sha256(envelope)),
      ...Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "kind")),
    },
    { name: "reporter", seed: sent.keys.authSeed },
  );
  return byReceipt(sent, routes.say, { act }, envelope === null ? [] : [envelope]);
}

const ownerOf = async (sent) => (await byReceipt(sent, routes.thread)).owed?.owner;

// One is answered and goes on.
const answered = await report({ what: "He comments on how I look, in front of the team." });
let owner = await ownerOf(answered);
await (await handler(owner)).act(answered.case, { kind: "open" });
await (
  await handler(owner)
).act(answered.case, {
  kind: "answer",
  envelope: await letterIn(answered, "Thank you. I will speak with the team this week."),
});
await pass(HOUR);
await say(answered, { kind: "say" }, "It was on Tuesday.");
// One is closed with an outcome, which is read and contested.
const contested = await report({ what: "I was asked to drink at a dinner.", class: "crisis" });
owner = await ownerOf(contested);
await (await handler(owner)).act(contested.case, { kind: "open" });
await (
  await handler(owner)
).act(contested.case, { kind: "answer", envelope: await letterIn(contested, "Are you safe now?") });
await pass(DAY);
owner = await ownerOf(contested);
const ended = await (
  await handler(owner)
).act(contested.case, {
  kind: "outcome",
  envelope: await letterIn(contested, "We found no witness.", { finding: "unable-to-determine" }),
});
await pass(HOUR);
const outcome = ended.header.entries.findLastIndex(({ text }) => text.includes('"kind":"outcome"')) + 1;
await say(contested, { kind: "seen", about: outcome });
await say(contested, { kind: "contest", about: outcome });
// One of those who could own it is away, and says so.
const [away] = founders;
const days = { from: today(), until: new Date(clock.now() + 9 * DAY).toISOString().slice(0, 10) };
const note = signNote(`${JSON.stringify({ niuniu: "absence v1", by: away.id, ...days })}\n`, [
  { name: away.id, seed: fromBase64(away.signing) },
]);
const { token } = await ask(origin, signIn, { json: { member: away.id, password: away.password } });
await send(origin, absence, { authorization: bearer(token), json: { note } });
const missed = await report({ what: "Nobody answers this." });
// And one was sealed by hand, by somebody who keeps a number.
const roster = await rosterOf(origin);
const mine = random(32);
const readers = roster.newest.members.filter(({ side }, at) => at === 0 || side === "outside");
const text = toUtf8(`Sealed by hand. Answer to ${seal.recipientText(await seal.recipientOf(mine))}\n`);
const bytes = await seal.sealTo(
  readers.map(({ recipient }) => fromBase64(recipient)),
  text,
);
const form = new FormData();
form.set("class", "ordinary");
for (const one of roster.newest.members) if (!readers.includes(one)) form.append("struck", one.id);
form.set("file", new Blob([bytes]), "report.age");
const page = await (await fetch(origin + routes.sealedFile.path, { method: "POST", body: form })).text();
const number = /(?:\d{5}[ \u00a0]?){6}|\d{30}/.exec(page.replaceAll(/<[^>]+>/g, ""))?.[0] ?? "";
if (number === "") throw new Error(`no number: ${page.slice(0, 2_000)}`);
// Their dates are missed.
await pass(5 * DAY);
// The last came a moment ago.
const fresh = await report({ what: "I saw it too.", struck: allBut(2) });
await wait(14_000);

const checkpoint = (await house.running().host.record.newest())?.note ?? "";
const log = (await rosterOf(origin)).newest.log;
const fileOf = (sent) =>
  `${sent.receipt}\n\n${JSON.stringify({
    niuniu: "receipt v1",
    case: sent.case,
    entries: entriesOf(sent.composed.header, sent.answer),
    promise: sent.answer.promise,
    proof: null,
    log,
    checkpoint: sent.head?.note ?? checkpoint,
  })}\n`;

const until = clock.now();
const named = await house.query("select tablename as name from pg_tables where schemaname = 'public' order by 1");
const tables = {};
for (const { name } of named) {
  if (name === "kysely_migration_lock") continue;
  const [rows] = await house.query(`select coalesce(json_agg(t)::text, '[]') as all from "${name}" t`);
  tables[name] = rows.all;
}

const migrations = {};
for (const where of [
  "platform/host/src/migrations",
  ...["cases", "ledger", "people"].map((name) => `features/${name}/src/server/migrations`),
]) {
  const feature = where.startsWith("platform") ? "host" : where.split("/")[1];
  for (const one of readdirSync(where))
    migrations[`${basename(one, ".sql")} ${feature}`] = readFileSync(join(where, one), "utf8");
}
// Beside the database such a folder holds nothing but what belongs to a server that runs: `lock` and `temporary`.
const kept = ({ case: name, receipt }) => ({ case: name, receipt });
const line = {
  commit: COMMIT,
  at: until,
  founders,
  receipts: { answered: kept(answered), contested: kept(contested), missed: kept(missed), fresh: kept(fresh) },
  saved: fileOf(missed),
  sealed: { number, identity: toBase64(mine) },
  migrations,
  tables,
};
const json = Buffer.from(JSON.stringify(line));
const packed = brotliCompressSync(json, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(file, packed);
process.stderr.write(`${String(json.length)} bytes, packed ${String(packed.length)}\n`);
await house.close();
process.exit(0);
