-- Keys that no backup holds: what seals the addresses, and what push services know this house by.
create table notices_key (
  name text primary key,
  bytes bytea not null
);

-- What a member has chosen besides their channels.
create table notices_member (
  member text primary key,
  language text not null default 'zh-CN',
  -- Minutes of the day, where the organisation is; null for none.
  quiet_from smallint,
  quiet_until smallint,
  -- In a crisis what rings on a phone of one's own comes first.
  phone_first boolean not null default true,
  -- SHA-256 of the secret in the calendar's address.
  calendar bytea unique,
  -- How many trials there were on the newest day with one.
  trials smallint not null default 0,
  trial_day text
);

create table notices_channel (
  id text primary key,
  member text not null,
  -- In the order of their choice.
  place smallint not null,
  kind text not null,
  -- Sealed by a key of notices_key, to this member, channel and kind.
  address bytea not null,
  standing text not null default 'untried' check (standing in ('untried', 'sent', 'counts', 'gone'))
);
create index notices_channel_member on notices_channel (member, place);

-- What became of the last ten notices of a member, newest first, by the day alone. No backup holds it.
create table notices_seen (
  member text primary key,
  results jsonb not null
);

-- How the notices of this house greet; no row: as plainly as can be.
create table notices_words (
  one boolean primary key default true check (one),
  greeting text not null,
  named boolean not null
);
