-- The one row that says into which slot acts are placed. No act waits for it: it is read, and moved on by its own
-- short transaction.
create table record_log (
  one boolean primary key default true check (one),
  origin text not null,
  open_slot integer not null,
  frozen text
) with (fillfactor = 50);

-- The one row that says how far the log is sealed; whoever appends moves it on.
create table record_head (
  one boolean primary key default true check (one),
  size integer not null default 0,
  note text,
  slot integer,
  slot_index integer,
  day integer
) with (fillfactor = 50);

insert into record_head default values;

-- The log as tlog-tiles has it: full tiles and bundles, and the rest behind them, one row for each append.
create table record_tile (
  level smallint not null,
  n integer not null,
  root bytea not null,
  hashes bytea not null,
  primary key (level, n)
);

create table record_bundle (
  n integer primary key,
  entries bytea not null
);

create table record_rest (
  first integer primary key,
  count integer not null,
  entries bytea not null,
  hashes bytea not null
);

-- Hashes do not compress; trying costs more than storing.
alter table record_tile alter column hashes set storage external;
alter table record_bundle alter column entries set storage external;
alter table record_rest alter column entries set storage external, alter column hashes set storage external;

-- Slots that were opened and whose day is not over: where their leaf stands once it is sealed, and what opens its tree
-- if there is anything in it.
create table record_slot (
  slot integer primary key,
  index integer,
  secret bytea
);

-- Commitments whose day is not over. Rewritten at the end of each day.
create table record_placed (
  commitment bytea primary key,
  slot integer not null
);

create index record_placed_slot on record_placed (slot);

-- Commitments of days that are over, written once for each day, in an order that tells nothing.
create table record_kept (
  commitment bytea primary key,
  day integer not null,
  position integer not null,
  path bytea not null
);

-- The leaf of each day that is over, and the 256 hashes in its tree at which the paths of its commitments end; null if
-- there are none. `forgotten`: its slots are no longer known.
create table record_day (
  day integer primary key,
  index integer not null,
  top bytea,
  forgotten boolean not null default false
);

alter table record_day alter column top set storage external;

-- Public texts. `index` is null until the text is sealed.
create table record_entry (
  kind text not null,
  key text not null,
  salt bytea not null,
  text text,
  tombstone text,
  index integer unique,
  primary key (kind, key)
);

create index record_entry_pending on record_entry (kind) where index is null;

-- The newest milestones, with the lines of those who cosigned them.
create table record_milestone (
  size integer primary key,
  slot integer not null,
  slot_index integer not null,
  note text not null,
  lines text[] not null default '{}'
);

-- The slot that is open now. Its shared lock is held until the caller's transaction ends, so that whoever seals the
-- slot, holding the other half of the lock, sees every act in it. The lock is refused only to a slot that has ended:
-- then the next one is open already, and nobody waits.
create function record_open_slot() returns integer language plpgsql volatile as $$
declare
  found integer;
  again integer;
begin
  for attempt in 1..1000 loop
    select open_slot into strict found from record_log;
    if pg_try_advisory_xact_lock_shared(1382642546, found) then
      select open_slot into strict again from record_log;
      if again = found then
        return found;
      end if;
    end if;
  end loop;
  raise exception 'no slot is open';
end
$$;

-- Places commitments into the slot that is open now, and says which. A function, so that its plan is made once.
create function record_place(commitments bytea[]) returns integer language plpgsql volatile as $$
declare
  found integer := record_open_slot();
begin
  insert into record_placed select of.commitment, found from unnest(commitments) as of (commitment);
  return found;
end
$$;
