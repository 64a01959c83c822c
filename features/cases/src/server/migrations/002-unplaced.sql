-- Cases whose newest head is not in the public record yet: those that are older than the record, until it takes them in.
create table cases_unplaced (
  case_id text primary key
);
insert into cases_unplaced select id from cases_case order by id;
