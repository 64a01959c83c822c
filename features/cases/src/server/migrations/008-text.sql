-- The texts that statements name are kept by the host, once for all features.
insert into host_text (hash, text) select hash, text from cases_rules on conflict do nothing;
drop table cases_rules;
