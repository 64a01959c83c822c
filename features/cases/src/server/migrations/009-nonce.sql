-- Receipts are recognised by platform/matter, which keeps the nonces of all of them (matter_nonce).
drop table cases_nonce;
