-- What it is about, where each of its owners is asked for just that in a list of another feature: one thing owed is counted once.
alter table matter_open add column about text;
