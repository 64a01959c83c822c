-- Who is signed in, of whichever audience that says who somebody is. No backup holds it: what ended since must not come back.
create table host_session (
  -- SHA-256 of the token.
  hash bytea primary key,
  audience text not null,
  -- Who it is: a member's id, a person of the directory.
  subject text not null,
  ends timestamptz not null,
  idle_ends timestamptz not null
);
create index host_session_subject on host_session (audience, subject);
