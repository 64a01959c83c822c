-- Hashes of the nonces of requests signed with a receipt, until they would be too old anyway. `until` is rounded up to ten minutes.
-- Lost in a crash on purpose: what it guards against is a replay within minutes, and acts carry their own guard.
create unlogged table matter_nonce (
  nonce bytea primary key check (length(nonce) = 16),
  until timestamptz not null
);
create index matter_nonce_until on matter_nonce (until);
alter table matter_nonce set (vacuum_truncate = off);
