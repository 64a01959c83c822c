-- What each witness of the log last cosigned. Rows of witnesses that no statement names any more stay: should one come
-- back, it is asked from where it stood.
create table ledger_witness (
  key bytea primary key,
  -- The size of the newest checkpoint it cosigned here, 0 for none; from there a consistency proof is sent.
  size bigint not null default 0,
  -- When it cosigned, by its own clock.
  cosigned_at timestamptz,
  trouble text,
  -- How often it has failed since it last cosigned, and when it is asked again.
  failures integer not null default 0,
  ask_after timestamptz not null default '-infinity'
);
