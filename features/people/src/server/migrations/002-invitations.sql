-- Who was invited by whom, in the member's own signed words; none where no member signed, as for founders.
alter table people_seats add note text;

-- The signature of the key in that invitation's link for the keys made with it.
alter table people_accounts add link bytea check (octet_length(link) = 64);
