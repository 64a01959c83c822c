-- Who holds the line: seats, the accounts behind them, the statements they signed. No address, no agent, no time of a
-- visit: the only instants are the ones at which something ends.

-- Set-up, one row while the line is not open. The code itself is never kept.
create table people_setup (
  one boolean primary key default true check (one),
  code bytea not null check (octet_length(code) = 32),
  organisation text
);

-- A seat is a person named for the committee. Ids are never used twice.
create table people_seats (
  id text primary key check (id ~ '^[a-z0-9-]{2,40}$' and id not in ('reporter', 'server')),
  name text not null,
  role text not null,
  side text not null check (side in ('employees', 'employer', 'outside')),
  unit text not null,
  -- SHA-256 of the token; gone once it was used.
  invitation bytea unique check (octet_length(invitation) = 32),
  invitation_ends timestamptz,
  check ((invitation is null) = (invitation_ends is null))
);

-- What the person in a seat made in the own browser: public keys, and secret ones only as files sealed elsewhere.
create table people_accounts (
  id text primary key references people_seats on delete cascade,
  recipient bytea not null unique check (octet_length(recipient) = 1216),
  key bytea not null unique check (octet_length(key) = 32),
  self bytea not null check (octet_length(self) = 64),
  phrase_file bytea not null check (octet_length(phrase_file) <= 4096),
  -- argon2id, in its own text form.
  password text not null
);

create table people_passkeys (
  id text primary key,
  member text not null references people_accounts on delete cascade,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  label text not null,
  -- The keys sealed to the passkey's own secret; absent where the authenticator has none.
  file bytea check (octet_length(file) <= 8192)
);
create index people_passkeys_member on people_passkeys (member);

-- Challenges already answered, until they would have ended anyway. Nothing says by whom.
create table people_spent_challenges (
  hash bytea primary key,
  ends timestamptz not null
);

create table people_sessions (
  -- SHA-256 of the token.
  hash bytea primary key,
  member text not null references people_accounts on delete cascade,
  ends timestamptz not null,
  idle_ends timestamptz not null
);
create index people_sessions_member on people_sessions (member);

-- The chain of roster statements in force, exact signed notes.
create table people_statements (
  number integer primary key check (number >= 1),
  note text not null
);

-- Texts a statement may name by hash: policies and calendars this server has ever brought.
create table people_texts (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  text text not null
);

-- What may become the next statement, while it gathers signatures: one of each proposer, so that nobody can block a
-- change with one of their own.
create table people_drafts (
  -- "server" for statement 1, which nobody proposes.
  proposer text primary key,
  text text not null,
  -- SHA-256 of the text, by which a signature finds it.
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  -- From when it can no longer be completed.
  ends timestamptz
);
create table people_signatures (
  proposer text not null references people_drafts on delete cascade,
  member text not null,
  line text not null,
  primary key (proposer, member)
);

-- Signed absence notes. The newest of a member counts; older ones stay, since they say why somebody was passed over.
create table people_absences (
  member text not null references people_accounts on delete cascade,
  number integer not null,
  first_day text not null check (first_day ~ '^\d{4}-\d\d-\d\d$'),
  last_day text not null check (last_day ~ '^\d{4}-\d\d-\d\d$'),
  note text not null,
  primary key (member, number)
);
