-- The UTC day on which a timer was written, until that day is over and it is put in its place among the others; see
-- settle.ts. Timers that are here already are put in their place once.
alter table host_timer add column fresh date default '1970-01-01';
alter table host_timer alter column fresh drop default;
create index host_timer_fresh on host_timer (fresh, kind, key) where fresh is not null;
-- Cleaned up soon, and without the lock that giving pages back takes.
alter table host_timer set (vacuum_truncate = off);
