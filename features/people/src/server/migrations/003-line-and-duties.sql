-- What statement 1 says of a founder besides: the office they report to, and what they serve. Nothing said: what every member handles.
alter table people_seats add line text not null default '';
alter table people_seats add serves text[];
