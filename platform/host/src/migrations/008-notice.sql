-- What waits for somebody, and when they are told of it next. `about` is a word of the feature it belongs to, such as
-- cases/due/…: nothing of it is ever sent.
create table host_notice (
  about text primary key,
  person text not null,
  urgent boolean not null,
  -- The earliest first; what has passed is taken out.
  at timestamptz[] not null,
  next timestamptz not null,
  -- The UTC day it was written, null once it is settled.
  fresh date
) with (autovacuum_vacuum_scale_factor = 0.01, vacuum_truncate = off);
create index host_notice_next on host_notice (next);
create index host_notice_fresh on host_notice (fresh, about) where fresh is not null;

-- The outbox: that a person is to be told, once, whatever waits for them.
create table host_errand (
  -- Random, hex: by it whoever carries it can tell that it came twice.
  id text primary key,
  person text not null,
  urgent boolean not null,
  ready timestamptz not null,
  -- Until when a process is at it; after that another may be.
  leased timestamptz,
  channel smallint not null default 0,
  attempts integer not null default 0,
  -- When it was handed over. Kept for a quarter of an hour, and for what is urgent alone: the next one waits so long.
  sent timestamptz
) with (autovacuum_vacuum_scale_factor = 0.01, vacuum_truncate = off);
create index host_errand_person on host_errand (person, urgent);
create index host_errand_ready on host_errand (urgent, ready) where sent is null;
