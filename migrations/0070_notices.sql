-- What people are called about: a warning, an order, a check or a test. Existing rows: each version of a warning gets its notice, those of
-- the watchdog's tests as tests without a level, as does each communications check; each call-out is about the notice of its warning, and
-- was ended by that of the other one.
create table notice (
  id           uuid primary key,                      -- of a version of a warning that one's own
  incident_id  uuid references incident on delete restrict,   -- null: a check, which is of everybody and of no incident
  kind         text not null check (kind in ('warning', 'order', 'check', 'test')),
  subject      text not null check (subject <> ''),   -- what produced it: the identifier of a warning, the number of an order, a check
  version      int not null check (version > 0),
  level        text check (level in ('red', 'orange', 'yellow', 'blue')),
  area_codes   text[] not null,                       -- none: a check, which is of everybody
  words        jsonb not null,                        -- zh and en: event, headline, description, instruction; of which nothing else is in a log
  answers      text[] not null,                       -- what it asks for
  policy_id    text,                                  -- the policy that it follows; null: of its weather and level, when it is called out
  sent_at      timestamptz not null,                  -- in the incident's time
  begins_at    timestamptz,                           -- when what it is about is there; null: nobody says
  due_at       timestamptz,                           -- until when it is to be done; null: nobody says
  check ((kind = 'check') = (incident_id is null)),
  check ((kind = 'warning') = (level is not null)),
  check (words ? 'zh' and words ? 'en')
);
create index notice_incident_idx on notice (incident_id);

insert into notice (id, incident_id, kind, subject, version, level, area_codes, words, answers, policy_id, sent_at, begins_at)
select w.id, w.incident_id, case when is_test then 'test' else 'warning' end, coalesce(nullif(w.identifier, ''), w.id::text), w.version,
  case when not is_test then w.level end, w.area_codes,
  jsonb_build_object('zh', said, 'en', said),
  case when is_test then array['heard'] else array['heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot'] end,
  case when is_test then 'watchdog' end, w.sent, coalesce(w.onset, w.effective)
from warning w
join incident i on i.id = w.incident_id
cross join lateral (select i.kind = 'watchdog' and w.sender = 'watchdog' as is_test) made
cross join lateral (select jsonb_build_object('event', w.event, 'headline', w.headline, 'description', w.description, 'instruction', w.instruction) as said) words;

alter table call_out
  add column notice_id uuid references notice on delete restrict,
  alter column level drop not null;
update call_out set notice_id = warning_id, level = (select level from notice where notice.id = warning_id);
alter table call_out
  alter column notice_id set not null,
  add unique (notice_id),                              -- the same message again is never a second call-out
  -- How pressing it is, for the order of what waits: its level, of what has none that of the policy it is stamped with.
  add column urgency text generated always as (coalesce(level, policy ->> 'level')) stored,
  drop column warning_id;

alter table call_out rename column closed_by_warning to closed_by_notice;
alter table call_out
  drop constraint call_out_closed_by_warning_fkey,
  add foreign key (closed_by_notice) references notice;

alter table comms_check add column notice_id uuid unique default gen_random_uuid();
insert into notice (id, kind, subject, version, area_codes, words, answers, sent_at)
select c.notice_id, 'check', 'check-' || c.notice_id, 1, '{}',
  '{"zh": {"event": "通信检查", "headline": "通信检查，无需应答", "description": "", "instruction": ""},
    "en": {"event": "Communications check", "headline": "Communications check, nothing to answer", "description": "", "instruction": ""}}',
  array['heard'], c.at
from comms_check c;
alter table comms_check
  alter column notice_id drop default,
  alter column notice_id set not null,
  add foreign key (notice_id) references notice;

alter table notice enable row level security;
create policy incident_scope on notice using (incident_id is null or exists (select from incident i where i.id = incident_id));
grant select, insert, update on notice to jiaoying_app;

-- The same as before, by the notice that a version of a warning shares its id with.
create or replace function call_outs_kept_beside(replaced uuid[], level text) returns table (id uuid, state text)
  language sql stable as $$
  with recursive earlier (id) as (
    select unnest(replaced)
    union
    select unnest(warning.supersedes) from earlier join warning using (id)
  )
  select call_out.id, call_out.state
  from earlier
  join call_out on call_out.notice_id = earlier.id and call_out.level = call_outs_kept_beside.level
  where call_out.close_reason is distinct from 'superseded'
  order by call_out.opened_at desc
$$;

create or replace function call_outs_shared(other uuid, level text) returns table (id uuid, state text)
  language sql stable as $$
  with recursive same (id) as (
    select other
    union
    select near.id
    from same join warning mine on mine.id = same.id
    cross join lateral (
      select unnest(mine.supersedes) as id
      union all
      select mine.double_of where mine.double_choice is distinct from 'apart'
      union all
      select w.id from warning w
      where w.incident_id = mine.incident_id
        and (mine.id = any(w.supersedes) or w.double_of = mine.id and w.double_choice is distinct from 'apart')
    ) near
    where near.id is not null
  )
  select call_out.id, call_out.state
  from same join call_out on call_out.notice_id = same.id
  where call_out.state <> 'cancelled' and call_out.close_reason is distinct from 'superseded'
    and array_position(array['blue', 'yellow', 'orange', 'red'], call_out.level)
      >= array_position(array['blue', 'yellow', 'orange', 'red'], call_outs_shared.level)
  order by call_out.opened_at desc
$$;

create or replace function kept_call_outs(warning_id uuid) returns table (id uuid, state text)
  language sql stable as $$
  select kept.id, kept.state
  from warning mine, call_outs_kept_beside(mine.supersedes, mine.level) kept
  where mine.id = kept_call_outs.warning_id
  union all
  select shared.id, shared.state
  from warning mine, call_outs_shared(mine.double_of, mine.level) shared
  where mine.id = kept_call_outs.warning_id and mine.double_of is not null and mine.double_choice is distinct from 'apart'
    and not exists (select from call_out own where own.id = shared.id and own.notice_id = mine.id)
$$;
