-- Ciphertext moves into a table of its own, so that putting the rows of a day in their place copies none of it twice.
create table cases_envelope (
  case_id text not null,
  number integer not null,
  -- As pack.ts packs it.
  envelope bytea not null,
  -- Here and below: the UTC day on which the row was written, until it is settled.
  fresh date,
  primary key (case_id, number)
);
-- Ciphertext does not compress; trying costs time on the way in.
alter table cases_envelope alter column envelope set storage external;
insert into cases_envelope (case_id, number, envelope)
  select case_id, number, envelope from cases_entry where envelope is not null order by case_id, number;

-- Made anew, for a column that is only dropped keeps its bytes.
create table cases_entry_slim (
  case_id text not null,
  number integer not null,
  text text not null,
  salt bytea not null check (length(salt) = 32),
  fresh date
);
insert into cases_entry_slim (case_id, number, text, salt)
  select case_id, number, text, salt from cases_entry order by case_id, number;
drop table cases_entry;
alter table cases_entry_slim rename to cases_entry;
alter table cases_entry add primary key (case_id, number);

-- What is here already is put in its place once, in the background, as if it had been written long ago.
alter table cases_case add column fresh date default '1970-01-01';
alter table cases_wrap add column fresh date default '1970-01-01';
alter table cases_moved add column fresh date default '1970-01-01';
alter table cases_case alter column fresh drop default;
alter table cases_wrap alter column fresh drop default;
alter table cases_moved alter column fresh drop default;

create index cases_case_fresh on cases_case (fresh, id) where fresh is not null;
create index cases_entry_fresh on cases_entry (fresh, case_id, number) where fresh is not null;
create index cases_envelope_fresh on cases_envelope (fresh, case_id, number) where fresh is not null;
create index cases_wrap_fresh on cases_wrap (fresh, case_id, reader) where fresh is not null;
create index cases_moved_fresh on cases_moved (fresh, member, case_id, number) where fresh is not null;

-- Cleaned up soon, and without the lock that giving pages back takes.
alter table cases_case set (vacuum_truncate = off, autovacuum_vacuum_scale_factor = 0.05);
alter table cases_entry set (vacuum_truncate = off, autovacuum_vacuum_scale_factor = 0.05);
alter table cases_envelope set (vacuum_truncate = off, autovacuum_vacuum_scale_factor = 0.05, toast.vacuum_truncate = off);
alter table cases_wrap set (vacuum_truncate = off, autovacuum_vacuum_scale_factor = 0.05);
alter table cases_moved set (vacuum_truncate = off, autovacuum_vacuum_scale_factor = 0.05);
alter table cases_nonce set (vacuum_truncate = off);

-- How many cases stand how, kept as they change: a row for each change, so that nobody waits for whoever counts at the
-- same time, and added up every minute.
create table cases_count (
  what text not null check (what in ('open', 'waiting', 'overdue', 'owed', 'open-to', 'closed-to')),
  -- open, waiting: the day the cases came; owed: the owner; open-to, closed-to: the readers, between commas.
  key text not null,
  n integer not null
) with (vacuum_truncate = off);

-- The same counted: what is kept must never differ from it.
create view cases_counted as
  select of.what, of.key, count(*)::integer as n
  from cases_case c cross join lateral (values
    (case when c.due is not null then 'open' end, c.begun),
    (case when c.due is not null and c.waiting then 'waiting' end, c.begun),
    (case when c.overdue then 'overdue' end, ''),
    (case when c.due is not null then 'owed' end, c.owner),
    (case when c.due is not null then 'open-to' else 'closed-to' end, array_to_string(c.readers, ','))
  ) as of (what, key)
  where of.what is not null
  group by of.what, of.key;
insert into cases_count (what, key, n) select what, key, n from cases_counted order by what, key;

-- Likewise: a row for each thing that happened, added up every minute.
alter table cases_tally drop constraint cases_tally_pkey;
alter table cases_tally set (vacuum_truncate = off);
create index cases_tally_day on cases_tally (day, what);

-- Nothing looks through all overdue cases any more.
drop index cases_case_overdue;
