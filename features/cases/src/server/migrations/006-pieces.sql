-- Ciphertext lies in pieces of which three fill a page: a case of six wraps takes three, a short report two, and nothing is
-- left over. Values of a table of their own would be cut so that a fifth of each page stays empty, and be numbered as they come.
create table cases_piece (
  -- Of the entry it came with; 0: the wraps of the case.
  number integer not null,
  fresh date,
  part smallint not null,
  case_id text not null,
  -- 2,656 bytes, the last one whatever is left: up to eight bytes more, so that no piece is that small.
  bytes bytea not null
) with (vacuum_truncate = off, autovacuum_vacuum_scale_factor = 0.05);
alter table cases_piece alter column bytes set storage plain;
-- Not unique and without the part: so the pieces of an entry share one place in it.
create index cases_piece_entry on cases_piece (case_id, number);

-- For whom the wraps are, in their order, between commas.
alter table cases_case add column wrapped text not null default '';
update cases_case c set wrapped = of.readers
  from (select case_id, string_agg(reader, ',' order by reader) as readers from cases_wrap group by case_id) as of
  where of.case_id = c.id;

insert into cases_piece (number, fresh, part, case_id, bytes)
  select number, fresh, part, case_id,
    substring(bytes from part * 2656 + 1 for case when part < last then 2656 else 2664 end)
  from (
    select case_id, number, fresh, envelope as bytes, greatest(0, (length(envelope) - 9) / 2656) as last
    from cases_envelope
    union all
    -- Each with its length before it, in two bytes.
    select case_id, 0, max(fresh), string_agg(int2send(length(wrap)::smallint) || wrap, ''::bytea order by reader),
      greatest(0, (sum(length(wrap) + 2)::integer - 9) / 2656)
    from cases_wrap group by case_id
  ) as of cross join lateral generate_series(0, last) as part
  order by case_id, number, part;
create index cases_piece_fresh on cases_piece (fresh, case_id, number, part) where fresh is not null;

drop table cases_envelope;
drop table cases_wrap;
