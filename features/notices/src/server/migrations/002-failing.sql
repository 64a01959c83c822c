-- Since which day a channel that counts, or did, takes nothing any more; null: it does, as far as is known.
alter table notices_channel add column failing date;
