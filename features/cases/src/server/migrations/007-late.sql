-- Whose outcome is late is looked for where somebody leaves or goes away.
create index cases_case_late on cases_case (id) where due is not null and state ->> 'late' = 'outcome';
