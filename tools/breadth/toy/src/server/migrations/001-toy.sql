-- Questions, as they were put.
create table toy_question (
  matter text primary key,
  day text not null,
  question text not null
);

-- The notes by which a member says that another answers none for some days.
create table toy_pause (
  note text primary key
);
