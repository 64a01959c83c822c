import { to as copyTo } from "pg-copy-streams";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "../testing.ts";
import { formatOf, ROWS } from "./rows.ts";

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(await database.fresh());
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

async function copied(query: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(copyTo(`copy (${query}) to stdout${ROWS.options}`)) as AsyncIterable<Buffer>)
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

function counted(bytes: Buffer, piece: number): number {
  const count = ROWS.count();
  for (let at = 0; at < bytes.length; at += piece) count.add(bytes.subarray(at, at + piece));
  return count.rows();
}

it("rows are counted however the file is cut into pieces, with nulls, empty texts and newlines among them", async () => {
  const rows = await copied(`select n, null::text, '', case when n % 2 = 0 then E'a\\nb' end,
    decode(repeat('0aff', n), 'hex'), array['x', null] from generate_series(1, 40) as n`);
  for (const piece of [1, 2, 3, 5, 7, 64, 1_000, rows.length]) expect(counted(rows, piece), `${piece}`).toBe(40);
  expect(counted(await copied("select 1 where false"), 4)).toBe(0);
});

it("a file that ends early is not taken for a shorter one", async () => {
  const rows = await copied("select n, 'x' from generate_series(1, 10) as n");
  for (let length = 0; length < rows.length; length++)
    expect(counted(rows.subarray(0, length), 9), `${length}`).toBe(-1);
});

it("backups made before are read as they were written", () => {
  const count = formatOf("database/cases_case.copy.gz").count();
  count.add(Buffer.from("a\tb\nc"));
  count.add(Buffer.from("\td\n"));
  expect(count.rows()).toBe(2);
});
