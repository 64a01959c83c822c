-- Adds a batch to a log of `was` entries; false if it has another number of them. A full tile is 256 of `hashes` and one
-- of `roots`; bundles become full with so many bytes of `run` as `lengths` says, the first of them with the rest below
-- `covered` before it. What is left of both is the new rest. A function, so that every plan is made once a connection.
create function record_append(
  was integer, becomes integer, covered integer,
  levels integer[], tiles integer[], roots bytea, hashes bytea, lengths integer[], run bytea
) returns boolean language plpgsql volatile as $$
declare
  begun bytea;
  start integer := 1;
  rest integer := greatest(was, covered);
begin
  update record_head set size = becomes where size = was;
  if not found then
    return false;
  end if;
  for tile in 1..cardinality(tiles) loop
    insert into record_tile (level, n, root, hashes) values (
      levels[tile], tiles[tile], substring(roots from tile * 32 - 31 for 32), substring(hashes from tile * 8192 - 8191 for 8192)
    );
  end loop;
  if covered > was then
    with over as (delete from record_rest where first < covered returning first, entries)
    select coalesce(string_agg(entries, '' order by first), '') into begun from over;
  end if;
  for bundle in 1..cardinality(lengths) loop
    insert into record_bundle (n, entries) values (
      was / 256 + bundle - 1, begun || substring(run from start for lengths[bundle])
    );
    begun := '';
    start := start + lengths[bundle];
  end loop;
  if becomes > rest then
    insert into record_rest (first, count, entries, hashes) values (
      rest, becomes - rest, substring(run from start), substring(hashes from cardinality(tiles) * 8192 + 1)
    );
  end if;
  return true;
end
$$;
