-- Invitations that were taken back or replaced: whoever opens such a link is told so, for as long as it would have held. Nothing says whose it was.
create table people_closed_invitations (
  -- SHA-256 of the token.
  hash bytea primary key check (octet_length(hash) = 32),
  ends timestamptz not null
);
