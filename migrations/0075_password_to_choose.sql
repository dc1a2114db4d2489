-- Who was given a password by an administrator chooses another before anything else. Existing rows: nobody has to, and the demo users never.
alter table app_user add column must_choose_password boolean not null default false;
