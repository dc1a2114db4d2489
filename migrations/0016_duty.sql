-- Who is on duty for a post and who is away, the silent checks of the links to people, and the proof that the tree of posts has no dead
-- end. Existing rows: posts and people unchanged; without a shift and without a leave everyone holds the post that is theirs.

-- Wall time throughout: who stands where is a fact of the real world, in a drill on another clock too.
create table duty_shift (
  id         bigint generated always as identity primary key,
  post_id    bigint not null references post on delete cascade,
  area_code  text not null references area,                  -- of the post
  person_id  bigint not null references person,
  kind       text not null check (kind in ('regular', 'override')),  -- an override stands above the rota
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  check (ends_at > starts_at)
);
create index duty_shift_post_idx on duty_shift (post_id, ends_at);

create table leave (
  id         bigint generated always as identity primary key,
  person_id  bigint not null references person,
  area_code  text not null references area,                  -- of the person
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  reason     text check (length(reason) <= 200),
  check (ends_at > starts_at)
);
create index leave_person_idx on leave (person_id, ends_at);

-- Who holds each post at a moment, and who stands in: an override before the rota before the post's own person; while that one is on
-- leave, the deputy. deputy_id is null where the deputy is the holder already, or away too. is_away: on leave, and nobody stands in.
-- It sees leaves of deputies elsewhere too, and tells nothing but ids. Joined, it is run once for a statement, about 15 ms for 14,000 posts;
-- with the caller's rights it would be planned under row-level security, which hides from the planner how many rows there are.
create function holders_at(at timestamptz)
returns table (post_id bigint, person_id bigint, deputy_id bigint, is_away boolean)
language sql stable rows 10000 security definer set search_path = public, pg_temp as $$
  select post.id,
    case when away.person_id is not null and deputy_away.person_id is null then coalesce(post.deputy_id, turn.person_id) else turn.person_id end,
    case when away.person_id is null and deputy_away.person_id is null and post.deputy_id is distinct from turn.person_id then post.deputy_id end,
    away.person_id is not null and (post.deputy_id is null or deputy_away.person_id is not null or post.deputy_id = turn.person_id)
  from post
  left join (
    select distinct on (duty_shift.post_id) duty_shift.post_id, duty_shift.person_id from duty_shift
    where starts_at <= at and ends_at > at
    order by duty_shift.post_id, duty_shift.kind = 'override' desc, starts_at desc, id desc
  ) shift on shift.post_id = post.id
  cross join lateral (select coalesce(shift.person_id, post.person_id) as person_id) turn
  left join (select distinct leave.person_id from leave where starts_at <= at and ends_at > at) away on away.person_id = turn.person_id
  left join (select distinct leave.person_id from leave where starts_at <= at and ends_at > at) deputy_away
    on deputy_away.person_id = post.deputy_id
$$;

-- The same for one post; for many, join the above.
create function holder_at(post_id bigint, at timestamptz) returns bigint language sql stable as $$
  select holders.person_id from holders_at(at) holders where holders.post_id = holder_at.post_id
$$;

-- Whether the superiors of a post lead to another post, however far up. It sees the whole tree, also for who may edit only a part of it:
-- a circle that closes outside their area is a circle.
create function post_leads_to(start bigint, target bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive up (id) as (
    select start
    union
    select post.superior_post_id from up join post on post.id = up.id where post.superior_post_id is not null
  )
  select exists (select from up where id = target)
$$;

-- Numbers whose last three attempts all failed for a reason of their own: not busy or unanswered, and not the gateway's.
create view failed_number with (security_invoker = true) as
  select person_id, contact_ordinal as ordinal
  from (
    select person_id, contact_ordinal, outcome in ('invalidNumber', 'off', 'expired', 'undeliverable') as is_dead,
      row_number() over (partition by person_id, contact_ordinal order by id desc) as nr
    from attempt
    where contact_ordinal is not null and channel in ('sms', 'voice') and outcome is not null and outcome not in ('accepted', 'simulated')
  ) tried
  where nr <= 3
  group by person_id, contact_ordinal
  having count(*) = 3 and bool_and(is_dead);
create index attempt_number_idx on attempt (person_id, contact_ordinal, id) where contact_ordinal is not null;

-- The ways that may be believed to reach a person: a number of a plausible form that has not failed. A letter wakes nobody at night.
create view living_number with (security_invoker = true) as
  select contact.person_id, contact.ordinal, contact.address
  from contact
  left join failed_number failed on failed.person_id = contact.person_id and failed.ordinal = contact.ordinal
  where failed.person_id is null
    and (contact.channel = 'radio' or contact.channel in ('mobile', 'landline') and contact.address ~ '^[+]?[0-9][0-9 -]{6,19}$');

-- A check that rings nobody: which pages answer, and when each person was last reached by anything.
create table comms_check (
  id       bigint generated always as identity primary key,
  at       timestamptz not null,
  user_id  bigint references app_user                        -- null: the nightly one
);
create table comms_check_person (
  check_id         bigint not null references comms_check on delete cascade,
  person_id        bigint not null references person,
  area_code        text not null references area,
  shown            boolean not null,                         -- a page of theirs answered
  last_reached_at  timestamptz,                              -- by this or anything earlier; null: never yet
  primary key (check_id, person_id)
);

create table tree_proof (
  id                 bigint generated always as identity primary key,
  checked_at         timestamptz not null,
  nightly            boolean not null,
  took_milliseconds  int not null default 0
);
create index tree_proof_checked_idx on tree_proof (checked_at desc);

-- What a proof found. Without references to posts and people: a finding outlives the post that was mended.
create table dead_end (
  id               bigint generated always as identity primary key,
  proof_id         bigint not null references tree_proof on delete cascade,
  kind             text not null check (kind in ('noLivingPath', 'oneLivingPath', 'brokenSuperior', 'orphanVillage', 'tooManyPosts', 'sharedNumber',
                                                 'failedNumber', 'deputyIsSelf', 'deputyOnLeave', 'mutedCheckSilent')),
  level            text not null check (level in ('city', 'county', 'township', 'village', 'household')),
  area_code        text not null references area on delete cascade,
  post_id          bigint,
  person_id        bigint,
  household_id     bigint,
  contact_ordinal  smallint,
  reason           text,                                     -- of a broken superior: missing or cycle
  affected         int not null default 1                    -- posts below it, posts held, or people who share it
);
create index dead_end_proof_idx on dead_end (proof_id, kind);

do $$
declare t text;
begin
  foreach t in array array['duty_shift', 'leave', 'comms_check_person', 'dead_end'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy area_scope on %I using (starts_with(area_code, (select area_scope()))) with check (starts_with(area_code, (select area_scope())))', t);
  end loop;
end $$;
grant select on duty_shift, leave, comms_check, comms_check_person, tree_proof, dead_end, failed_number to jiaoying_app;
grant select on living_number to jiaoying_personal;
grant insert, delete on duty_shift, leave, comms_check, tree_proof to jiaoying_app;
grant insert on comms_check_person, dead_end to jiaoying_app;
grant update (took_milliseconds) on tree_proof to jiaoying_app;
-- The tree itself: its posts, and the ways to reach people. Whoever edits a number cannot read the old one.
grant update (person_id, deputy_id, superior_post_id) on post to jiaoying_app;
grant update (guardian_id) on household to jiaoying_app;
grant insert, delete, update (channel, address) on contact to jiaoying_app;
