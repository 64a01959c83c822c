-- Questions, as they were put.
create table toy_question (
  matter text primary key,
  day text not null,
  question text not null
);
