-- Why its proposer wants a change that names somebody no more, for the others to read before they sign. It goes with the proposal.
alter table people_drafts add reason text check (length(reason) between 1 and 1000);
