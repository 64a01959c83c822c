-- What the committee is asked to resolve, and what it has adopted.
create table people_resolutions (
  -- SHA-256 of the proposal's line, which is kept as it is.
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  proposal text not null,
  proposer text not null,
  -- Until when votes are taken: while it is open, and for a while after its adoption.
  ends timestamptz not null,
  -- The text it is about, while it is open: once it is adopted the host keeps it, for everybody who names it.
  text text,
  -- The organisation's days on which it was adopted, and on which it was last published.
  adopted text check (adopted ~ '^\d{4}-\d\d-\d\d$'),
  published text check (published ~ '^\d{4}-\d\d-\d\d$'),
  check ((adopted is null) = (text is not null)),
  check ((adopted is null) = (published is null))
);

-- One vote of each member, an exact signed note. It never changes.
create table people_votes (
  resolution text not null references people_resolutions on delete cascade,
  member text not null,
  note text not null,
  primary key (resolution, member)
);
