-- Users are administered. Existing rows: who administers the system goes on to administer users as well, until a second person takes one of
-- the two over; passwords count as set before anybody can remember; open sessions learn whose they are from what they hold.
alter table app_user
  add column password_set_at timestamptz not null default '-infinity',   -- sessions that began before it are over
  add column password_set_by bigint references app_user;                 -- null: with the installation
update app_user set roles = array_append(roles, 'securityAdministrator')
  where 'administrator' = any(roles) and not 'securityAdministrator' = any(roles);

alter table session add column user_id bigint generated always as ((sess -> 'user' ->> 'userId')::bigint) stored;
create index session_user_idx on session (user_id);
