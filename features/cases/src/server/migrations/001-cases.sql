-- Privacy at rest: no serial number, no time but the due of an open obligation, days only elsewhere. Keys are random or
-- follow from random keys. There are no foreign keys between these tables: checking one writes the number of the
-- checking transaction into the parent's row, and with it when the child came.

create table cases_case (
  -- Follows from the reporter's key, or random for a file sealed elsewhere.
  id text primary key check (id ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  -- From the receipt, or from the pick-up number of a file sealed elsewhere: 16 bytes.
  lookup bytea not null unique check (length(lookup) = 16),
  -- The key the reporter's acts are signed with; null for a file sealed elsewhere.
  auth bytea check (length(auth) = 32),
  -- SHA-256 of the report as it came, so that the same one sent twice counts once.
  body bytea not null check (length(body) = 32),
  class text not null check (class in ('crisis', 'ordinary')),
  -- The day it came.
  begun text not null check (begun ~ '^\d{4}-\d\d-\d\d$'),
  -- The roster statement the reporter saw, and who of it was left out.
  statement integer not null,
  struck text[] not null,
  -- The rules it began under, by hash.
  policy text not null,
  calendar text not null,
  readers text[] not null,
  -- What the rules keep of the case, as they wrote it.
  state jsonb not null,
  head bytea not null check (length(head) = 32),
  entries integer not null check (entries > 0),
  -- What lists and counts need of the state, repeated for their indexes.
  stage text not null,
  waiting boolean not null,
  opened boolean not null,
  overdue boolean not null,
  missed integer not null,
  owner text,
  due timestamptz,
  closed_on text check (closed_on ~ '^\d{4}-\d\d-\d\d$'),
  check ((owner is null) = (due is null)),
  check ((due is null) = (closed_on is not null))
);
create index cases_case_owed on cases_case (owner, due, id) where due is not null;
create index cases_case_open on cases_case (due, id) where due is not null;
create index cases_case_closed on cases_case (closed_on desc, id) where closed_on is not null;
create index cases_case_unread on cases_case (id) where due is not null and not opened;
create index cases_case_overdue on cases_case (id) where overdue;

-- Every policy and calendar this server ever ran with: a case keeps the ones it began under.
create table cases_rules (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  text text not null
);

-- The chain of a case: the exact text of every act and event, its salt, and the ciphertext that goes with it.
create table cases_entry (
  case_id text not null,
  number integer not null,
  text text not null,
  salt bytea not null check (length(salt) = 32),
  envelope bytea,
  primary key (case_id, number)
);
-- Ciphertext does not compress; trying costs time on the way in.
alter table cases_entry alter column envelope set storage external;

-- The identity of a case, sealed to one reader each.
create table cases_wrap (
  case_id text not null,
  reader text not null,
  wrap bytea not null check (length(wrap) <= 3200),
  primary key (case_id, reader)
);
-- Kept in the row: a file beside it would number the wraps in the order they came.
alter table cases_wrap alter column wrap set storage plain;

-- Cases that moved away from somebody because a date was missed.
create table cases_moved (
  member text not null,
  case_id text not null,
  day text not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  number integer not null,
  act text not null,
  next text not null,
  primary key (member, case_id, number)
);
create index cases_moved_newest on cases_moved (member, day desc, case_id, number);

-- What the public page counts, by day; it outlives the cases. `days` is how long it took, -1 where that has no meaning.
create table cases_tally (
  day text not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  what text not null check (what in ('answered', 'missed', 'met')),
  days integer not null,
  count integer not null,
  primary key (day, what, days)
);

-- Hashes of the nonces of signed requests, until they would be too old anyway. `until` is rounded up to ten minutes.
-- Lost in a crash on purpose: what it guards against is a replay within minutes, and acts carry their own guard.
create unlogged table cases_nonce (
  nonce bytea primary key check (length(nonce) = 16),
  until timestamptz not null
);
create index cases_nonce_until on cases_nonce (until);
