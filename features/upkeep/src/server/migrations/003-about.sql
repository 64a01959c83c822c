-- Whoever has to sign or vote is asked for it in person as well: see matter_open.about, made by the 003 of matter just before this.
update matter_open set about = state->>'subject' where feature = 'upkeep' and state->>'what' = 'countersign';
