-- A wrap that carries a whole recipient instead of its seed, for a receipt that must not open the report, is longer.
alter table cases_wrap drop constraint cases_wrap_wrap_check;
alter table cases_wrap add constraint cases_wrap_wrap_check check (length(wrap) <= 3200);
