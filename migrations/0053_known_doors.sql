-- From which networks somebody has signed in: these stay open while others try passwords for the name from many. Existing rows: nobody is
-- known from anywhere until the next sign-in.
create table known_door (
  username text not null,
  network text not null,
  last_at timestamptz not null,
  primary key (username, network)
);
