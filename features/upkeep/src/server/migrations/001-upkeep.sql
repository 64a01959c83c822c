-- What the committee has owed its house, each once: which, and the open matter it is (matter_open).
create table upkeep_owed (
  what text not null,
  subject text not null,
  matter text not null unique,
  -- The day on which it began, by the calendar in force.
  begun date not null,
  primary key (what, subject)
);
