-- Few cases are said not to open; whoever asks who may leave looks at each of them.
create index cases_case_unopened on cases_case (id) where due is not null and state ? 'cannotOpen';
