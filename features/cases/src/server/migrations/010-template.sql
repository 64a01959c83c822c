-- The committee's reply templates: one file, sealed to its members by whoever saved it last (spec/templates.md). No date, no name.
create table cases_template (
  one boolean primary key default true check (one),
  -- As the saving browser says: what it means stands inside the seal.
  number integer not null check (number > 0),
  head text not null,
  file bytea not null
);
