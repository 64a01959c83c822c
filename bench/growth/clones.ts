import type pg from "pg";

/** How a line is filled up. Instants in ms since epoch. */
export interface Filling {
  readonly cases: number;
  /** So many of them came on `freshDay`, which is not over yet; the others are settled. */
  readonly fresh: number;
  readonly freshDay: string;
  /** So many of them are due at `dueAt`, the others a month and more later. */
  readonly due: number;
  readonly dueAt: number;
}

const AT_ONCE = 5_000;
const MONTH = 30 * 86_400_000;

/**
 * Fills the line up with copies of the reports that came: other names, receipts, heads and dates, the same ciphertext. Every
 * column has a value of the form a report gives it, so that what reads or writes cases by itself takes them for cases.
 * Nobody holds their receipts, and no page opens them.
 */
export async function fillUp(client: pg.Client, filling: Filling): Promise<void> {
  const { cases, fresh, freshDay, due, dueAt } = filling;
  await client.query(`create temporary table template as
    select row_number() over (order by id) - 1 as at, count(*) over () as of, id as old from cases_case`);
  const columns = await columnsOf(client);
  for (let from = 0; from < cases; from += AT_ONCE) {
    const until = Math.min(cases, from + AT_ONCE);
    await client.query("begin");
    await client.query(`create temporary table copies on commit drop as
      select n, old, upper(left(md5('growth ' || n), 16)) as id, sha256(convert_to('head ' || n, 'utf8')) as head,
        case when n < ${fresh} then '${freshDay}'::date end as fresh,
        (case when n >= ${cases - due} then ${dueAt} else ${dueAt} + ${MONTH} + n * 10000::bigint end) as due
      from generate_series(${from}, ${until - 1}) as n join template on at = n % of`);
    await client.query(`insert into cases_case (${columns.names}) select ${columns.values}
      from copies join cases_case c on c.id = old order by copies.id`);
    await client.query(`insert into cases_entry (case_id, number, text, salt, fresh)
      select copies.id, number, replace(text, old, copies.id), sha256(convert_to(copies.id || number, 'utf8')), copies.fresh
      from copies join cases_entry on case_id = old order by copies.id, number`);
    await client.query(`insert into cases_piece (number, fresh, part, case_id, bytes)
      select number, copies.fresh, part, copies.id, bytes
      from copies join cases_piece on case_id = old order by copies.id, number, part`);
    await client.query(`insert into host_timer (kind, key, due_at, run_at, fresh)
      select 'cases/due', id, to_timestamp(due / 1000.0), to_timestamp(due / 1000.0), fresh from copies order by id`);
    // As the record keeps what came on a day that is over: a place and a path of sixteen hashes.
    await client.query(`insert into record_kept (commitment, day, position, path)
      select head, 1, n, (select string_agg(sha256(convert_to(id || n || step, 'utf8')), ''::bytea) from generate_series(1, 16) as step)
      from copies order by head`);
    await client.query("commit");
  }
  await client.query("drop table template");
  await client.query("delete from cases_count");
  await client.query("insert into cases_count (what, key, n) select what, key, n from cases_counted");
  await client.query("vacuum (analyze)");
}

/** The columns of a case, and what each is in a copy. */
async function columnsOf(client: pg.Client): Promise<{ readonly names: string; readonly values: string }> {
  const { rows } = await client.query<{ names: string; values: string }>(
    `select string_agg(quote_ident(column_name), ', ') as names, string_agg(case column_name
       when 'id' then 'copies.id'
       when 'lookup' then $$substring(sha256(convert_to('lookup ' || n, 'utf8')) from 1 for 16)$$
       when 'auth' then $$sha256(convert_to('auth ' || n, 'utf8'))$$
       when 'body' then $$sha256(convert_to('body ' || n, 'utf8'))$$
       when 'head' then 'copies.head'
       when 'fresh' then 'copies.fresh'
       when 'due' then 'to_timestamp(copies.due / 1000.0)'
       when 'state' then $$jsonb_set(jsonb_set(jsonb_set(c.state, '{case}', to_jsonb(copies.id), false),
         '{obligation,subject}', to_jsonb(copies.id), false), '{obligation,due}', to_jsonb(copies.due))$$
       else 'c.' || quote_ident(column_name) end, ', ') as values
     from information_schema.columns where table_name = 'cases_case'`,
  );
  return rows[0] ?? { names: "", values: "" };
}
