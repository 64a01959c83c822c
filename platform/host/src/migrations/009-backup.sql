-- When backups were finished, so that whoever looks after the house sees when none was made for a while. Only the newest ten.
create table host_backup (
  made timestamptz primary key
);
