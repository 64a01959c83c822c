-- A case can be serious, and how urgent it is can change while it is open.
alter table cases_case drop constraint cases_case_class_check;
alter table cases_case add constraint cases_case_class_check check (class in ('crisis', 'serious', 'ordinary'));
