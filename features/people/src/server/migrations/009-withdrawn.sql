-- Proposals that were taken back, by their hashes alone: one of them is not put to the vote again, so that nobody is asked for the
-- same vote twice, and votes that a desk has seen go with their proposal or not at all.
create table people_withdrawn (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$')
);
