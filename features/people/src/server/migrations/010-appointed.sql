-- What statement 1 says of a founder besides: the office that appointed them, and the days of their term.
alter table people_seats add appointed text;
alter table people_seats add term_from text check (term_from ~ '^\d{4}-\d\d-\d\d$');
alter table people_seats add term_until text check (term_until ~ '^\d{4}-\d\d-\d\d$');
