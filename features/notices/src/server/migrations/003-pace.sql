-- When a robot was last written to, so that all processes together say no more to it than its service takes. No backup holds it, and what
-- is older than its service looks back is taken out within the hour. `target`: an HMAC of its address under a key of notices_key.
create table notices_pace (
  target bytea primary key,
  -- ms since epoch.
  times bigint[] not null
);
