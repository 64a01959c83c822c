-- What was set aside, contested and owed again is counted beside what was kept.
alter table cases_tally drop constraint cases_tally_what_check;
alter table cases_tally add constraint cases_tally_what_check
  check (what in ('answered', 'missed', 'met', 'junk', 'contested', 'reopened'));
