-- Matters whose texts are public: an answer that an office owes, a promise, what the committee owes itself. Nothing here is
-- sealed, and nobody is anonymous in it.
create table matter_open (
  -- Of which kind it is.
  feature text not null check (feature ~ '^[a-z]+$'),
  id text not null check (id ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  -- The rules it began under, by hash.
  policy text not null,
  calendar text not null,
  -- What the rules keep of the matter, as they wrote it.
  state jsonb not null,
  head bytea not null check (length(head) = 32),
  entries integer not null check (entries > 0),
  -- What lists need of the state.
  owner text,
  act text,
  role text,
  due timestamptz,
  primary key (feature, id),
  check ((owner is null) = (due is null) and (act is null) = (due is null) and (role is null) = (due is null))
);
create index matter_open_owed on matter_open (owner, due, feature, id) where due is not null;

-- The chain of each: the exact text of every act and event, and its salt.
create table matter_entry (
  feature text not null,
  id text not null,
  number integer not null,
  text text not null,
  salt bytea not null check (length(salt) = 32),
  primary key (feature, id, number)
);
