create table host_timer (
  kind text not null,
  key text not null,
  due_at timestamptz not null,
  run_at timestamptz not null,
  attempts integer not null default 0,
  primary key (kind, key)
) with (autovacuum_vacuum_scale_factor = 0.01);

create index host_timer_run_at on host_timer (run_at);

create table host_secret (
  name text primary key,
  bytes bytea not null
);
