-- Who is signed in is kept by the host, once for all audiences. Nobody has to sign in again.
insert into host_session (hash, audience, subject, ends, idle_ends)
  select hash, 'member', member, ends, idle_ends from people_sessions;
drop table people_sessions;
