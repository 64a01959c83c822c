-- Texts that a statement may name by hash: every policy and calendar this server has ever brought.
create table host_text (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  text text not null
);
