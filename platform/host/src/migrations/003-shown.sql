-- The newest checkpoint of this log that a witness has shown: signed by it, and with more entries, or others, than there
-- are here. Should a new log have to follow, its first entry names this one.
alter table record_log add column shown text;
