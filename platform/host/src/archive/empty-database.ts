import type pg from "pg";
import { MARK } from "./marker.ts";
import { listed, MIGRATIONS } from "./tables.ts";
import { ArchiveTrouble } from "./trouble.ts";

const PLACE = "DATABASE_URL";

async function namesIn(client: pg.Client, kind: "tables" | "functions"): Promise<readonly string[]> {
  const statement =
    kind === "tables"
      ? "select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')"
      : "select proname as name from pg_proc where pronamespace = current_schema()::regnamespace";
  const { rows } = await client.query<{ name: string }>(statement);
  return rows.map(({ name }) => name);
}

/** True if somebody else is connected. */
export async function inUse(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ others: number }>(`
    select count(*)::integer as others from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
  return (rows[0]?.others ?? 0) > 0;
}

/**
 * Makes room in the database that DATABASE_URL names, and marks it as being filled, in one transaction. What is there is
 * kept under another schema's name if `replace` says so, else refused: archive/not-empty. Resolves with that name. Half
 * a backup that an earlier run left is dropped.
 */
export async function emptyDatabase(
  client: pg.Client,
  { replace, now }: { readonly replace: boolean; readonly now: number },
): Promise<string | null> {
  if (await inUse(client)) throw new ArchiveTrouble("archive/in-use", { folder: PLACE });
  await client.query("begin");
  const tables = await namesIn(client, "tables");
  let aside: string | null = null;
  if (tables.includes(MARK)) {
    await client.query(`drop table ${listed(client, tables)} cascade`);
    const functions = await namesIn(client, "functions");
    if (functions.length > 0) await client.query(`drop function ${listed(client, functions)} cascade`);
  } else if (tables.length > 0) {
    if (!replace) throw new ArchiveTrouble("archive/not-empty", { folder: PLACE });
    const { rows } = await client.query<{ name: string }>("select current_schema() as name");
    const name = client.escapeIdentifier(rows[0]?.name ?? "public");
    aside = `replaced_${new Date(now).toISOString().replace(/[-:TZ]|\.\d+/g, "")}`;
    // The migrator takes a table of its own for the one it needs, in whatever schema it finds it.
    for (const own of tables.filter((table) => table.startsWith(MIGRATIONS))) {
      await client.query(
        `alter table ${client.escapeIdentifier(own)} rename to ${client.escapeIdentifier(`${own}_${aside}`)}`,
      );
    }
    await client.query(`alter schema ${name} rename to ${client.escapeIdentifier(aside)}; create schema ${name}`);
  }
  await client.query(`create table ${MARK} ()`);
  await client.query("commit");
  return aside;
}

/** The restoration is finished. */
export async function finishDatabase(client: pg.Client): Promise<void> {
  await client.query(`drop table ${MARK}`);
}

/** Takes away half a backup and its mark, from a database that was empty before. */
export async function dropHalf(client: pg.Client, now: number): Promise<void> {
  await emptyDatabase(client, { replace: false, now });
  await finishDatabase(client);
}
