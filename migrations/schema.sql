-- What the migrations add up to, dumped from a fresh database by `npm run db:dump`. Read it, never edit it.


CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;

COMMENT ON EXTENSION postgis IS 'PostGIS geometry and geography spatial types and functions';

CREATE FUNCTION public.answering_officers(ids bigint[], roles_that_may text[]) RETURNS TABLE(id bigint, area_code text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select u.id, u.area_code from app_user u where u.id = any(ids) and not u.disabled and u.roles && roles_that_may
$$;

CREATE FUNCTION public.area_prefix(code text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case
    when code like '%00000000' then left(code, 4)
    when code like '%000000' then left(code, 6)
    when code like '%000' then left(code, 9)
    else code
  end
$$;

CREATE FUNCTION public.area_scope() RETURNS text
    LANGUAGE sql STABLE
    AS $$
  select case coalesce(current_setting('jiaoying.area', true), '')
    when '' then '!'
    when '*' then ''
    else current_setting('jiaoying.area')
  end
$$;

CREATE FUNCTION public.audience(prefixes text[], kinds text[], with_households boolean, kept uuid[], at timestamp with time zone, posts bigint[]) RETURNS TABLE(person_id bigint, post_id bigint, household_id bigint, area_code text, tally_code text, level text, post_kind text, is_vulnerable boolean)
    LANGUAGE sql STABLE ROWS 10000
    SET enable_nestloop TO 'off'
    SET jit TO 'off'
    AS $$
  with place as (
    select code, case area.level when 'village' then parent_code else code end as tally_code from area
  ), covered as materialized (
    select place.code, place.tally_code from place
    where exists (select from unnest(prefixes) prefix where starts_with(place.code, prefix) or starts_with(place.tally_code, prefix))
  ), standing as (
    select call.person_id from call join call_out on call_out.id = call.call_out_id
    where call.call_out_id = any(kept) and call.state not in ('stale', 'superseded')
      and (call_out.closed_at is null or call.state = 'answered')
  ), needy as (
    select distinct evacuee.household_id as id from evacuee where needs <> '{}'
  ), keeper as (
    select distinct household.guardian_id as id from household join needy on needy.id = household.id
  ), posted as (
    select distinct on (holder.person_id) holder.person_id, post.id as post_id, post.area_code, covered.tally_code, post.level, post.kind
    from post
    join covered on covered.code = post.area_code
    join holders_at(at) holder on holder.post_id = post.id
    where (posts is null and post.kind = any(kinds) or post.id = any(posts))
      and not exists (select from standing where standing.person_id = holder.person_id)
    order by holder.person_id, array_position(array['city', 'county', 'township', 'village', 'household'], post.level), post.id
  ), home as (
    select distinct on (household.id) evacuee.person_id, household.id, household.area_code, covered.tally_code, needy.id is not null as is_needy
    from household
    join covered on covered.code = household.area_code
    join evacuee on evacuee.household_id = household.id
    left join needy on needy.id = household.id
    where with_households and posts is null and not exists (select from standing where standing.person_id = evacuee.person_id)
    order by household.id, exists (select from contact where contact.person_id = evacuee.person_id) desc, evacuee.person_id
  )
  select posted.person_id, posted.post_id, null::bigint, posted.area_code, posted.tally_code, posted.level, posted.kind,
    posted.kind = 'guardian' and keeper.id is not null
  from posted left join keeper on keeper.id = posted.person_id
  union all
  select home.person_id, null, home.id, home.area_code, home.tally_code, 'household', 'household', home.is_needy
  from home where not exists (select from posted where posted.person_id = home.person_id)
$$;

CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint,
    username text,
    action text NOT NULL,
    subject text,
    purpose text,
    address text,
    area_code text
);

CREATE FUNCTION public.audit_hash(previous bytea, line public.audit) RETURNS bytea
    LANGUAGE sql STABLE
    AS $$
  select sha256(previous || convert_to(concat_ws(E'\n',
    line.id,
    to_char(line.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    coalesce(line.user_id::text, '-'),
    coalesce(length(line.username) || ':' || line.username, '-'),
    length(line.action) || ':' || line.action,
    coalesce(length(line.subject) || ':' || line.subject, '-'),
    coalesce(length(line.purpose) || ':' || line.purpose, '-'),
    coalesce(length(line.address) || ':' || line.address, '-'),
    coalesce(line.area_code, '-')
  ), 'UTF8'))
$$;

CREATE FUNCTION public.beside_contact() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.masked_address := case when new.channel = 'mail' then left(new.address, 1) || '****' || substr(new.address, strpos(new.address, '@'))
    else left(new.address, 3) || '****' || right(new.address, 4) end;
  new.number_key := right(regexp_replace(new.address, '\D', '', 'g'), 11);
  new.address_key := new.address;
  return new;
end $$;

CREATE FUNCTION public.beside_inbound() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.masked_address := left(new.address, 3) || '****' || right(new.address, 4);
  return new;
end $$;

CREATE FUNCTION public.beside_name() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.masked_name := left(new.name, 1) || '**';
  return new;
end $$;

CREATE FUNCTION public.bump_layer_version() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update layer_version set version = version + 1, updated_at = clock_timestamp() where layer = tg_argv[0];
  return null;
end $$;

CREATE FUNCTION public.call_outs_kept_beside(replaced uuid[], level text) RETURNS TABLE(id uuid, state text)
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION public.call_outs_shared(other uuid, level text) RETURNS TABLE(id uuid, state text)
    LANGUAGE sql STABLE
    AS $$
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

CREATE FUNCTION public.carries(channel text, contact_channel text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
  select case channel
    when 'sms' then contact_channel = 'mobile'
    when 'voice' then contact_channel in ('mobile', 'landline')
    when 'chat' then contact_channel = 'mobile'
    when 'mail' then contact_channel = 'mail'
    else false
  end
$$;

CREATE FUNCTION public.contact_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.dials := null;
  return new;
end $$;

CREATE FUNCTION public.holder_at(post_id bigint, at timestamp with time zone) RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
  select holders.person_id from holders_at(at) holders where holders.post_id = holder_at.post_id
$$;

CREATE FUNCTION public.holders_at(at timestamp with time zone) RETURNS TABLE(post_id bigint, person_id bigint, deputy_id bigint, is_away boolean)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 10000
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.is_sealed(value text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$ select starts_with(value, '~jy1:') $$;

CREATE FUNCTION public.keep_sealed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'The log of incident % is sealed', old.id;
end $$;

CREATE FUNCTION public.kept_call_outs(warning_id uuid) RETURNS TABLE(id uuid, state text)
    LANGUAGE sql STABLE
    AS $$
  select kept.id, kept.state
  from warning mine, call_outs_kept_beside(mine.supersedes, mine.level) kept
  where mine.id = kept_call_outs.warning_id
  union all
  select shared.id, shared.state
  from warning mine, call_outs_shared(mine.double_of, mine.level) shared
  where mine.id = kept_call_outs.warning_id and mine.double_of is not null and mine.double_choice is distinct from 'apart'
    and not exists (select from call_out own where own.id = shared.id and own.notice_id = mine.id)
$$;

CREATE FUNCTION public.link_audit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    SET enable_seqscan TO 'off'
    AS $$
declare
  last audit_link;
begin
  perform pg_advisory_xact_lock(5031977080);
  select * into last from audit_link order by seq desc limit 1;
  insert into audit_link (seq, audit_id, hash)
    values (coalesce(last.seq, 0) + 1, new.id, audit_hash(coalesce(last.hash, ''), new));
  return null;
end $$;

CREATE FUNCTION public.match_rank(needle text, VARIADIC names text[]) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
  select min(case when lower(name) = lower(needle) then 0
                  when starts_with(lower(name), lower(needle)) then 1
                  when strpos(lower(name), lower(needle)) > 0 then 2 end)
  from unnest(names) name
$$;

CREATE FUNCTION public.post_leads_to(start bigint, target bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive up (id) as (
    select start
    union
    select post.superior_post_id from up join post on post.id = up.id where post.superior_post_id is not null
  )
  select exists (select from up where id = target)
$$;

CREATE FUNCTION public.reached_for(calls uuid[], wanted text[], superior_level integer, wall timestamp with time zone) RETURNS TABLE(call_id uuid, reach text, person_id bigint)
    LANGUAGE sql STABLE
    AS $$
  with recursive start as materialized (
    select call.id as call_id, call.person_id as called_id, coalesce(call.post_id, keeper.id) as post_id, household.guardian_id,
      (call.household_id is not null)::int as up
    from call
    left join household on household.id = call.household_id
    left join lateral (
      select post.id from post where post.person_id = household.guardian_id order by post.kind = 'guardian' desc, post.id limit 1
    ) keeper on true
    where call.id = any(calls)
  ), upward as (
    select start.call_id, start.called_id, start.post_id, start.up from start where 'superior' = any(wanted)
    union all
    select upward.call_id, upward.called_id, post.superior_post_id, upward.up + 1
    from upward join post on post.id = upward.post_id
    where upward.up < superior_level and post.superior_post_id is not null
  ), sought as (
    select start.call_id, start.called_id, 'deputy' as reach, case start.up when 0 then start.post_id end as post_id
    from start where 'deputy' = any(wanted)
    union all
    select upward.call_id, upward.called_id, 'superior', case upward.up when superior_level then upward.post_id end from upward
  ), reached as (
    select start.call_id, start.called_id, 'self' as reach, start.called_id as person_id from start where 'self' = any(wanted)
    union all
    select sought.call_id, sought.called_id, sought.reach, case sought.reach when 'deputy' then holder.deputy_id else holder.person_id end
    from sought join holders_at(wall) holder on holder.post_id = sought.post_id
    union all
    select start.call_id, start.called_id, 'superior', start.guardian_id
    from start where 'superior' = any(wanted) and start.up = 1 and superior_level = 1 and start.post_id is null
  )
  select reached.call_id, reached.reach, reached.person_id
  from reached where reached.person_id is not null and (reached.reach = 'self' or reached.person_id <> reached.called_id)
$$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'the log is append-only';
end $$;

CREATE FUNCTION public.teams_near(place public.geometry, wanted integer) RETURNS TABLE(team_id bigint, contact_id bigint, meters double precision)
    LANGUAGE sql STABLE
    AS $$
  select by_degrees.id, by_degrees.contact_id, st_distance(by_degrees.position::geography, place::geography) as meters
  from (select t.id, t.contact_id, t.position from team t where t.contact_id is not null order by t.position <-> place limit 8) by_degrees
  order by 3, 1 limit wanted
$$;

CREATE FUNCTION public.ways_to(person bigint, wanted text[], nth integer) RETURNS TABLE(channel text, contact_ordinal smallint)
    LANGUAGE sql STABLE
    AS $$
  select channel.id, chosen.ordinal
  from channel
  left join lateral (
    select numbered.ordinal
    from (
      select contact.ordinal, row_number() over (order by contact.ordinal) as nr
      from contact where contact.person_id = person and carries(channel.id, contact.channel) and contact.dials is distinct from false
    ) numbered
    where numbered.nr <= nth
    order by numbered.nr desc limit 1
  ) chosen on true
  where channel.id = any(wanted) and channel.enabled and channel.configured and (channel.id = 'inApp' or chosen.ordinal is not null)
$$;

CREATE TABLE public.app_user (
    id bigint NOT NULL,
    username text NOT NULL,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    roles text[] NOT NULL,
    area_code text NOT NULL,
    disabled boolean DEFAULT false NOT NULL,
    demo boolean DEFAULT false NOT NULL,
    password_set_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    password_set_by bigint,
    must_choose_password boolean DEFAULT false NOT NULL,
    CONSTRAINT app_user_username_check CHECK ((username ~ '^[a-z][a-z0-9._-]{1,31}$'::text))
);

ALTER TABLE public.app_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.app_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.area (
    code text NOT NULL,
    parent_code text,
    level text NOT NULL,
    kind text DEFAULT 'statistical'::text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    initials text NOT NULL,
    center public.geometry(Point,4326),
    boundary public.geometry(MultiPolygon,4326),
    unverified boolean DEFAULT false NOT NULL,
    CONSTRAINT area_check CHECK (((level = 'city'::text) = (parent_code IS NULL))),
    CONSTRAINT area_code_check CHECK ((code ~ '^[0-9]{12}$'::text)),
    CONSTRAINT area_kind_check CHECK ((kind = ANY (ARRAY['statistical'::text, 'functionalZone'::text]))),
    CONSTRAINT area_level_check CHECK ((level = ANY (ARRAY['city'::text, 'county'::text, 'township'::text, 'village'::text])))
);

CREATE TABLE public.attempt (
    id bigint NOT NULL,
    call_id uuid NOT NULL,
    incident_mode text NOT NULL,
    area_code text NOT NULL,
    rung smallint NOT NULL,
    reach text NOT NULL,
    person_id bigint NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    shown_at timestamp with time zone,
    purpose text DEFAULT 'call'::text NOT NULL,
    again smallint DEFAULT 0 NOT NULL,
    contact_ordinal smallint,
    priority integer DEFAULT 0 NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    next_at timestamp with time zone,
    leased_until timestamp with time zone,
    provider_id text,
    outcome text,
    failure text,
    connected_at timestamp with time zone,
    answered_at timestamp with time zone,
    heard_seconds double precision,
    former_address text,
    carried_by bigint,
    is_held boolean DEFAULT false NOT NULL,
    CONSTRAINT attempt_channel_check CHECK ((channel = ANY (ARRAY['inApp'::text, 'sms'::text, 'voice'::text, 'chat'::text, 'mail'::text, 'sheet'::text, 'exercise'::text]))),
    CONSTRAINT attempt_exercise_cannot_dial CHECK (((incident_mode = 'actual'::text) OR (channel = ANY (ARRAY['inApp'::text, 'sheet'::text, 'exercise'::text])))),
    CONSTRAINT attempt_lease_check CHECK (((state = 'sending'::text) = (leased_until IS NOT NULL))),
    CONSTRAINT attempt_purpose_check CHECK ((purpose = ANY (ARRAY['call'::text, 'reminder'::text, 'allClear'::text]))),
    CONSTRAINT attempt_reach_check CHECK ((reach = ANY (ARRAY['self'::text, 'deputy'::text, 'superior'::text, 'door'::text, 'assignee'::text]))),
    CONSTRAINT attempt_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'shown'::text, 'failed'::text, 'withdrawn'::text, 'unknown'::text])))
);

ALTER TABLE public.attempt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_link (
    seq bigint NOT NULL,
    audit_id bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_link_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT audit_link_seq_check CHECK ((seq > 0))
);

CREATE TABLE public.backup_watch (
    singleton boolean DEFAULT true NOT NULL,
    host text NOT NULL,
    next_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    file text,
    row_count bigint,
    bytes bigint,
    stood_milliseconds integer,
    failed_at timestamp with time zone,
    failure text,
    CONSTRAINT backup_watch_check CHECK (((failed_at IS NULL) = (failure IS NULL))),
    CONSTRAINT backup_watch_check1 CHECK (((made_at IS NULL) = (file IS NULL))),
    CONSTRAINT backup_watch_failure_check CHECK ((failure = ANY (ARRAY['folder'::text, 'room'::text, 'damaged'::text, 'program'::text]))),
    CONSTRAINT backup_watch_singleton_check CHECK (singleton)
);

CREATE TABLE public.call (
    id uuid NOT NULL,
    call_out_id uuid NOT NULL,
    incident_id uuid NOT NULL,
    incident_mode text NOT NULL,
    person_id bigint NOT NULL,
    post_id bigint,
    area_code text NOT NULL,
    tally_code text NOT NULL,
    state text NOT NULL,
    progress text,
    need_help boolean DEFAULT false NOT NULL,
    rung smallint DEFAULT 0 NOT NULL,
    due_at timestamp with time zone,
    called_at timestamp with time zone NOT NULL,
    shown_at timestamp with time zone,
    answered_at timestamp with time zone,
    household_id bigint,
    cannot boolean DEFAULT false NOT NULL,
    answered_by text,
    priority integer DEFAULT 0 NOT NULL,
    remind_at timestamp with time zone,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    number integer NOT NULL,
    CONSTRAINT call_answered_by_check CHECK ((answered_by = ANY (ARRAY['self'::text, 'deputy'::text, 'superior'::text, 'door'::text, 'assignee'::text, 'desk'::text]))),
    CONSTRAINT call_answered_by_whom CHECK (((answered_at IS NULL) = (answered_by IS NULL))),
    CONSTRAINT call_check CHECK (((state <> ALL (ARRAY['answered'::text, 'stale'::text, 'superseded'::text, 'unroused'::text])) OR (due_at IS NULL))),
    CONSTRAINT call_check1 CHECK (((progress IS NULL) = (answered_at IS NULL))),
    CONSTRAINT call_is_for_one CHECK (((post_id IS NULL) <> (household_id IS NULL))),
    CONSTRAINT call_number_check CHECK ((number > 0)),
    CONSTRAINT call_progress_check CHECK ((progress = ANY (ARRAY['heard'::text, 'onPost'::text, 'acting'::text, 'done'::text]))),
    CONSTRAINT call_state_check CHECK ((state = ANY (ARRAY['silent'::text, 'escalated'::text, 'unroused'::text, 'answered'::text, 'stale'::text, 'superseded'::text])))
);

CREATE TABLE public.call_note (
    id bigint NOT NULL,
    call_id uuid NOT NULL,
    area_code text NOT NULL,
    user_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    text text NOT NULL,
    CONSTRAINT call_note_text_check CHECK ((public.is_sealed(text) OR ((length(text) >= 1) AND (length(text) <= 500))))
);

ALTER TABLE public.call_note ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.call_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.call_out (
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    incident_mode text NOT NULL,
    level text,
    policy jsonb NOT NULL,
    state text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    close_reason text,
    policy_id text NOT NULL,
    requested_by bigint,
    released_by bigint,
    released_at timestamp with time zone,
    override_reason text,
    prediction jsonb,
    closed_by bigint,
    closed_by_notice uuid,
    by_hand_at timestamp with time zone,
    notice_id uuid NOT NULL,
    urgency text GENERATED ALWAYS AS (COALESCE(level, (policy ->> 'level'::text))) STORED,
    CONSTRAINT call_out_closed_check CHECK (((state = ANY (ARRAY['awaitingRelease'::text, 'running'::text])) = (closed_at IS NULL))),
    CONSTRAINT call_out_level_check CHECK ((level = ANY (ARRAY['red'::text, 'orange'::text, 'yellow'::text, 'blue'::text]))),
    CONSTRAINT call_out_state_check CHECK ((state = ANY (ARRAY['awaitingRelease'::text, 'running'::text, 'closed'::text, 'cancelled'::text]))),
    CONSTRAINT call_out_two_persons CHECK (((released_by IS NULL) OR (override_reason IS NOT NULL) OR (released_by IS DISTINCT FROM requested_by)))
);

CREATE TABLE public.call_sheet (
    id bigint NOT NULL,
    call_out_id uuid NOT NULL,
    area_code text NOT NULL,
    in_clear boolean NOT NULL,
    printed_at timestamp with time zone NOT NULL,
    printed_by bigint NOT NULL,
    lines integer NOT NULL,
    CONSTRAINT call_sheet_lines_check CHECK ((lines > 0))
);

ALTER TABLE public.call_sheet ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.call_sheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.call_sheet_line (
    sheet_id bigint NOT NULL,
    line integer NOT NULL,
    call_id uuid NOT NULL,
    area_code text NOT NULL,
    household_id bigint,
    CONSTRAINT call_sheet_line_line_check CHECK ((line > 0))
);

CREATE TABLE public.change_log (
    incident_id uuid NOT NULL,
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    area_code text,
    body json NOT NULL,
    hash bytea NOT NULL,
    evidence json
);

CREATE TABLE public.channel (
    id text NOT NULL,
    configured boolean DEFAULT false NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    rate_per_second double precision NOT NULL,
    concurrency integer NOT NULL,
    timeout_seconds integer NOT NULL,
    cost_yuan double precision DEFAULT 0 NOT NULL,
    answer_share double precision NOT NULL,
    is_default boolean DEFAULT true NOT NULL,
    tokens double precision DEFAULT 0 NOT NULL,
    refilled_at timestamp with time zone DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    open_until timestamp with time zone,
    last_success_at timestamp with time zone,
    last_failure_at timestamp with time zone,
    last_failure text,
    reports boolean DEFAULT false NOT NULL,
    max_characters integer,
    CONSTRAINT channel_answer_share_check CHECK (((answer_share >= (0)::double precision) AND (answer_share <= (1)::double precision))),
    CONSTRAINT channel_concurrency_check CHECK (((concurrency >= 1) AND (concurrency <= 10000))),
    CONSTRAINT channel_cost_yuan_check CHECK ((cost_yuan >= (0)::double precision)),
    CONSTRAINT channel_id_check CHECK ((id = ANY (ARRAY['inApp'::text, 'sms'::text, 'voice'::text, 'chat'::text, 'mail'::text]))),
    CONSTRAINT channel_max_characters_check CHECK (((max_characters >= 100) AND (max_characters <= 5000))),
    CONSTRAINT channel_rate_per_second_check CHECK (((rate_per_second > (0)::double precision) AND (rate_per_second <= (10000)::double precision))),
    CONSTRAINT channel_timeout_seconds_check CHECK (((timeout_seconds >= 1) AND (timeout_seconds <= 600)))
);

CREATE TABLE public.comms_check (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint,
    notice_id uuid NOT NULL,
    complete boolean DEFAULT true NOT NULL
);

ALTER TABLE public.comms_check ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.comms_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.comms_check_person (
    check_id bigint NOT NULL,
    person_id bigint NOT NULL,
    area_code text NOT NULL,
    shown boolean NOT NULL,
    last_reached_at timestamp with time zone
);

CREATE TABLE public.contact (
    person_id bigint NOT NULL,
    ordinal smallint NOT NULL,
    area_code text NOT NULL,
    channel text NOT NULL,
    address text NOT NULL,
    masked_address text NOT NULL,
    dials boolean,
    number_key text NOT NULL,
    address_key text NOT NULL,
    CONSTRAINT contact_channel_check CHECK ((channel = ANY (ARRAY['mobile'::text, 'landline'::text, 'mail'::text, 'radio'::text]))),
    CONSTRAINT contact_ordinal_check CHECK (((ordinal >= 1) AND (ordinal <= 9)))
);

CREATE TABLE public.data_key (
    id text NOT NULL,
    check_value text NOT NULL,
    since timestamp with time zone NOT NULL,
    cleaned_at timestamp with time zone
);

CREATE TABLE public.dead_end (
    id bigint NOT NULL,
    proof_id bigint NOT NULL,
    kind text NOT NULL,
    level text NOT NULL,
    area_code text NOT NULL,
    post_id bigint,
    person_id bigint,
    household_id bigint,
    contact_ordinal smallint,
    reason text,
    affected integer DEFAULT 1 NOT NULL,
    CONSTRAINT dead_end_kind_check CHECK ((kind = ANY (ARRAY['noLivingPath'::text, 'oneLivingPath'::text, 'holderUnreachable'::text, 'brokenSuperior'::text, 'orphanVillage'::text, 'tooManyPosts'::text, 'sharedNumber'::text, 'failedNumber'::text, 'undialable'::text, 'deputyIsSelf'::text, 'deputyOnLeave'::text, 'mutedCheckSilent'::text]))),
    CONSTRAINT dead_end_level_check CHECK ((level = ANY (ARRAY['city'::text, 'county'::text, 'township'::text, 'village'::text, 'household'::text])))
);

ALTER TABLE public.dead_end ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dead_end_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.door_check (
    id bigint NOT NULL,
    call_id uuid NOT NULL,
    area_code text NOT NULL,
    person_id bigint,
    team_id bigint,
    distance_meters double precision,
    state text DEFAULT 'open'::text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    reason text DEFAULT 'unroused'::text NOT NULL,
    people integer,
    CONSTRAINT door_check_check CHECK (((state = 'open'::text) = (closed_at IS NULL))),
    CONSTRAINT door_check_people_check CHECK ((people > 0)),
    CONSTRAINT door_check_reason_check CHECK ((reason = ANY (ARRAY['unroused'::text, 'refused'::text, 'unreachable'::text]))),
    CONSTRAINT door_check_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'withdrawn'::text])))
);

ALTER TABLE public.door_check ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.door_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.duty_shift (
    id bigint NOT NULL,
    post_id bigint NOT NULL,
    area_code text NOT NULL,
    person_id bigint NOT NULL,
    kind text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    CONSTRAINT duty_shift_check CHECK ((ends_at > starts_at)),
    CONSTRAINT duty_shift_kind_check CHECK ((kind = ANY (ARRAY['regular'::text, 'override'::text])))
);

ALTER TABLE public.duty_shift ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.duty_shift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.ending (
    id bigint NOT NULL,
    incident_id uuid NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    reason text NOT NULL,
    all_clear boolean,
    user_id bigint NOT NULL,
    second_user_id bigint,
    at timestamp with time zone NOT NULL,
    matters jsonb,
    sealed_seq bigint,
    sealed_hash bytea,
    CONSTRAINT ending_check CHECK (((all_clear IS NOT NULL) = (kind = 'callOut'::text))),
    CONSTRAINT ending_check1 CHECK (((second_user_id IS NULL) OR ((kind = 'reopening'::text) AND (second_user_id <> user_id)))),
    CONSTRAINT ending_check2 CHECK (((matters IS NOT NULL) = (kind = 'closing'::text))),
    CONSTRAINT ending_check3 CHECK ((((sealed_seq IS NOT NULL) = (kind = 'closing'::text)) AND ((sealed_hash IS NOT NULL) = (kind = 'closing'::text)))),
    CONSTRAINT ending_kind_check CHECK ((kind = ANY (ARRAY['callOut'::text, 'warning'::text, 'closing'::text, 'reopening'::text]))),
    CONSTRAINT ending_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);

ALTER TABLE public.ending ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ending_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.enterprise (
    id bigint NOT NULL,
    area_code text NOT NULL,
    kind text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    "position" public.geometry(Point,4326) NOT NULL,
    synthetic boolean DEFAULT true NOT NULL,
    CONSTRAINT enterprise_kind_check CHECK ((kind = ANY (ARRAY['chemical'::text, 'dust'::text])))
);

ALTER TABLE public.enterprise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.enterprise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.evacuee (
    person_id bigint NOT NULL,
    household_id bigint NOT NULL,
    area_code text NOT NULL,
    category text NOT NULL,
    needs text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT evacuee_category_check CHECK ((category = ANY (ARRAY['simpleHousing'::text, 'lowLying'::text, 'waterfront'::text, 'atSea'::text, 'siteHut'::text, 'scenicSpot'::text, 'vulnerable'::text, 'nearChemicals'::text])))
);

CREATE VIEW public.failed_number WITH (security_invoker='true') AS
 SELECT tried.person_id,
    tried.contact_ordinal AS ordinal
   FROM ( SELECT attempt.person_id,
            attempt.contact_ordinal,
            attempt.outcome,
            (attempt.outcome = ANY (ARRAY['invalidNumber'::text, 'off'::text, 'expired'::text, 'undeliverable'::text])) AS is_dead,
            row_number() OVER (PARTITION BY attempt.person_id, attempt.contact_ordinal ORDER BY attempt.id DESC) AS nr
           FROM public.attempt
          WHERE ((attempt.contact_ordinal IS NOT NULL) AND (attempt.former_address IS NULL) AND (attempt.channel = ANY (ARRAY['sms'::text, 'voice'::text])) AND (attempt.carried_by IS NULL) AND (attempt.outcome IS NOT NULL) AND (attempt.outcome <> ALL (ARRAY['accepted'::text, 'simulated'::text])))) tried
  WHERE (tried.nr <= 3)
  GROUP BY tried.person_id, tried.contact_ordinal
 HAVING (((count(*) = 3) AND bool_and(tried.is_dead)) OR bool_or(((tried.nr = 1) AND (tried.outcome = 'invalidNumber'::text))));

CREATE TABLE public.gateway_request (
    signature text NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.hazard (
    id bigint NOT NULL,
    area_code text NOT NULL,
    type text NOT NULL,
    state text NOT NULL,
    grade text NOT NULL,
    "position" public.geometry(Point,4326) NOT NULL,
    owner_id bigint,
    found_on date NOT NULL,
    deadline_on date,
    closed_on date,
    synthetic boolean DEFAULT true NOT NULL,
    CONSTRAINT hazard_check CHECK (((state = 'closed'::text) = (closed_on IS NOT NULL))),
    CONSTRAINT hazard_check1 CHECK (((state = 'closed'::text) OR ((owner_id IS NOT NULL) AND (deadline_on IS NOT NULL)))),
    CONSTRAINT hazard_grade_check CHECK ((grade = ANY (ARRAY['general'::text, 'serious'::text]))),
    CONSTRAINT hazard_state_check CHECK ((state = ANY (ARRAY['found'::text, 'registered'::text, 'graded'::text, 'assigned'::text, 'controlled'::text, 'rectified'::text, 'reviewed'::text, 'closed'::text])))
);

ALTER TABLE public.hazard ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.hazard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.help_event (
    id bigint NOT NULL,
    help_request_id uuid NOT NULL,
    area_code text NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    receipt_id uuid,
    user_id bigint,
    reason text,
    CONSTRAINT help_event_kind_check CHECK ((kind = ANY (ARRAY['asked'::text, 'open'::text, 'taken'::text, 'helped'::text, 'closed'::text])))
);

ALTER TABLE public.help_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.help_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.help_request (
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    call_id uuid NOT NULL,
    area_code text NOT NULL,
    household_id bigint,
    person_id bigint NOT NULL,
    state text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asks integer NOT NULL,
    "position" public.geometry(Point,4326),
    accuracy_meters double precision,
    note text,
    taken_by bigint,
    taken_at timestamp with time zone,
    ended_by bigint,
    ended_at timestamp with time zone,
    reason text,
    is_in_log boolean DEFAULT true NOT NULL,
    CONSTRAINT help_request_accuracy_meters_check CHECK ((accuracy_meters >= (0)::double precision)),
    CONSTRAINT help_request_asks_check CHECK ((asks > 0)),
    CONSTRAINT help_request_check CHECK (((state = ANY (ARRAY['helped'::text, 'closed'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT help_request_check1 CHECK (((state <> 'closed'::text) OR (reason IS NOT NULL))),
    CONSTRAINT help_request_check2 CHECK (((state <> 'taken'::text) OR (taken_at IS NOT NULL))),
    CONSTRAINT help_request_reason_check CHECK ((public.is_sealed(reason) OR ((length(reason) >= 1) AND (length(reason) <= 300)))),
    CONSTRAINT help_request_state_check CHECK ((state = ANY (ARRAY['open'::text, 'taken'::text, 'helped'::text, 'closed'::text])))
);

CREATE TABLE public.household (
    id bigint NOT NULL,
    area_code text NOT NULL,
    "position" public.geometry(Point,4326) NOT NULL,
    guardian_id bigint NOT NULL,
    lead_id bigint NOT NULL,
    shelter_id bigint NOT NULL
);

ALTER TABLE public.household ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.household_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.inbound_message (
    id bigint NOT NULL,
    channel text NOT NULL,
    message_id text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    address text NOT NULL,
    masked_address text NOT NULL,
    text text NOT NULL,
    kind text,
    call_id uuid,
    area_code text,
    person_id bigint,
    state text DEFAULT 'read'::text NOT NULL,
    settled_at timestamp with time zone,
    settled_by bigint,
    reason text,
    CONSTRAINT inbound_message_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'voice'::text, 'chat'::text]))),
    CONSTRAINT inbound_message_kind_check CHECK ((kind = ANY (ARRAY['heard'::text, 'onPost'::text, 'acting'::text, 'done'::text, 'needHelp'::text, 'cannot'::text]))),
    CONSTRAINT inbound_message_message_id_check CHECK (((length(message_id) >= 1) AND (length(message_id) <= 200))),
    CONSTRAINT inbound_message_reason_check CHECK ((public.is_sealed(reason) OR (length(reason) <= 200))),
    CONSTRAINT inbound_message_settled_check CHECK (((state = ANY (ARRAY['taken'::text, 'passedOver'::text])) = ((settled_at IS NOT NULL) AND (settled_by IS NOT NULL)))),
    CONSTRAINT inbound_message_state_check CHECK ((state = ANY (ARRAY['read'::text, 'unread'::text, 'taken'::text, 'passedOver'::text])))
);

ALTER TABLE public.inbound_message ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.inbound_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incident (
    id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    mode text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    area_code text NOT NULL,
    typhoon_id text,
    opened_at timestamp with time zone NOT NULL,
    clock_at timestamp with time zone,
    clock_set_at timestamp with time zone,
    clock_rate double precision,
    clock_paused boolean,
    head_seq bigint DEFAULT 0 NOT NULL,
    head_hash bytea DEFAULT '\x'::bytea NOT NULL,
    closed_at timestamp with time zone,
    reopen_asked_by bigint,
    reopen_asked_at timestamp with time zone,
    reopen_reason text,
    apart_at timestamp with time zone,
    broken_at bigint,
    CONSTRAINT incident_check CHECK (((mode = 'actual'::text) = (clock_at IS NULL))),
    CONSTRAINT incident_check1 CHECK ((((clock_at IS NULL) = (clock_set_at IS NULL)) AND ((clock_at IS NULL) = (clock_rate IS NULL)) AND ((clock_at IS NULL) = (clock_paused IS NULL)))),
    CONSTRAINT incident_check2 CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT incident_check3 CHECK (((state = 'closed'::text) OR (reopen_asked_by IS NULL))),
    CONSTRAINT incident_check4 CHECK ((((reopen_asked_by IS NULL) = (reopen_asked_at IS NULL)) AND ((reopen_asked_by IS NULL) = (reopen_reason IS NULL)))),
    CONSTRAINT incident_check5 CHECK (((apart_at IS NULL) = (broken_at IS NULL))),
    CONSTRAINT incident_check6 CHECK (((apart_at IS NULL) OR (state = 'closed'::text))),
    CONSTRAINT incident_clock_rate_check CHECK (((clock_rate > (0)::double precision) AND (clock_rate <= (3600)::double precision))),
    CONSTRAINT incident_mode_check CHECK ((mode = ANY (ARRAY['actual'::text, 'exercise'::text, 'test'::text]))),
    CONSTRAINT incident_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT incident_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

CREATE TABLE public.incident_order (
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    number integer NOT NULL,
    body text NOT NULL,
    area_codes text[] NOT NULL,
    post_ids bigint[],
    due_at timestamp with time zone NOT NULL,
    given_by bigint NOT NULL,
    given_at timestamp with time zone NOT NULL,
    CONSTRAINT incident_order_body_check CHECK (((length(body) >= 1) AND (length(body) <= 1000))),
    CONSTRAINT incident_order_number_check CHECK ((number > 0))
);

CREATE TABLE public.incident_overlay (
    incident_id uuid NOT NULL,
    kind text NOT NULL,
    subject_id text NOT NULL,
    area_code text NOT NULL,
    state jsonb NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by bigint,
    CONSTRAINT incident_overlay_kind_check CHECK ((kind = ANY (ARRAY['hazard'::text, 'team'::text, 'stock'::text, 'shelter'::text, 'household'::text]))),
    CONSTRAINT incident_overlay_state_check CHECK ((jsonb_typeof(state) = 'object'::text))
);

CREATE TABLE public.known_door (
    username text NOT NULL,
    network text NOT NULL,
    last_at timestamp with time zone NOT NULL
);

CREATE TABLE public.layer_version (
    layer text NOT NULL,
    version bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL
);

CREATE TABLE public.learnt_call_out (
    call_out_id uuid NOT NULL,
    incident_mode text NOT NULL,
    learnt_at timestamp with time zone NOT NULL,
    calls integer NOT NULL,
    CONSTRAINT learnt_call_out_calls_check CHECK ((calls >= 0)),
    CONSTRAINT learnt_call_out_incident_mode_check CHECK ((incident_mode = ANY (ARRAY['actual'::text, 'exercise'::text])))
);

CREATE TABLE public.learnt_share (
    call_out_id uuid NOT NULL,
    way text NOT NULL,
    hours text NOT NULL,
    rung text NOT NULL,
    wait text NOT NULL,
    tried integer NOT NULL,
    answered integer NOT NULL,
    CONSTRAINT learnt_share_check CHECK (((answered >= 0) AND (answered <= tried))),
    CONSTRAINT learnt_share_hours_check CHECK ((hours = ANY (ARRAY['day'::text, 'evening'::text, 'night'::text]))),
    CONSTRAINT learnt_share_rung_check CHECK ((rung = ANY (ARRAY['first'::text, 'again'::text, 'others'::text]))),
    CONSTRAINT learnt_share_tried_check CHECK ((tried > 0)),
    CONSTRAINT learnt_share_wait_check CHECK ((wait = ANY (ARRAY['brief'::text, 'long'::text]))),
    CONSTRAINT learnt_share_way_check CHECK (((length(way) >= 1) AND (length(way) <= 60)))
);

CREATE TABLE public.leave (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    area_code text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason text,
    CONSTRAINT leave_check CHECK ((ends_at > starts_at)),
    CONSTRAINT leave_reason_check CHECK ((public.is_sealed(reason) OR (length(reason) <= 200)))
);

ALTER TABLE public.leave ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.leave_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.link_revocation (
    id bigint NOT NULL,
    call_id uuid,
    person_id bigint,
    area_code text NOT NULL,
    revoked_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT link_revocation_check CHECK (((call_id IS NOT NULL) OR (person_id IS NOT NULL)))
);

ALTER TABLE public.link_revocation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.link_revocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW public.living_number WITH (security_invoker='true') AS
 SELECT contact.person_id,
    contact.ordinal,
    contact.address_key
   FROM (public.contact
     LEFT JOIN public.failed_number failed ON (((failed.person_id = contact.person_id) AND (failed.ordinal = contact.ordinal))))
  WHERE ((failed.person_id IS NULL) AND ((contact.channel = 'radio'::text) OR ((contact.channel = ANY (ARRAY['mobile'::text, 'landline'::text])) AND contact.dials)));

CREATE TABLE public.lockout (
    username text NOT NULL,
    address text NOT NULL,
    failures integer NOT NULL,
    since timestamp with time zone NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT lockout_failures_check CHECK ((failures >= 0))
);

CREATE TABLE public.log_checkpoint (
    incident_id uuid NOT NULL,
    area text NOT NULL,
    seq bigint NOT NULL,
    mark text NOT NULL,
    version integer NOT NULL,
    least_at timestamp with time zone NOT NULL,
    state bytea NOT NULL
);

CREATE TABLE public.migration_hash (
    name text NOT NULL,
    sha256 text NOT NULL,
    CONSTRAINT migration_hash_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

CREATE SEQUENCE public.migration_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.named_call (
    attempt_id bigint NOT NULL,
    place smallint NOT NULL,
    call_id uuid NOT NULL,
    area_code text NOT NULL,
    CONSTRAINT named_call_place_check CHECK ((place > 0))
);

CREATE TABLE public.notice (
    id uuid NOT NULL,
    incident_id uuid,
    kind text NOT NULL,
    subject text NOT NULL,
    version integer NOT NULL,
    level text,
    area_codes text[] NOT NULL,
    words jsonb NOT NULL,
    answers text[] NOT NULL,
    policy_id text,
    sent_at timestamp with time zone NOT NULL,
    begins_at timestamp with time zone,
    due_at timestamp with time zone,
    CONSTRAINT notice_check CHECK (((kind = 'check'::text) = (incident_id IS NULL))),
    CONSTRAINT notice_check1 CHECK (((kind = 'warning'::text) = (level IS NOT NULL))),
    CONSTRAINT notice_kind_check CHECK ((kind = ANY (ARRAY['warning'::text, 'order'::text, 'check'::text, 'test'::text]))),
    CONSTRAINT notice_level_check CHECK ((level = ANY (ARRAY['red'::text, 'orange'::text, 'yellow'::text, 'blue'::text]))),
    CONSTRAINT notice_subject_check CHECK ((subject <> ''::text)),
    CONSTRAINT notice_version_check CHECK ((version > 0)),
    CONSTRAINT notice_words_check CHECK (((words ? 'zh'::text) AND (words ? 'en'::text)))
);

CREATE TABLE public.person (
    id bigint NOT NULL,
    area_code text NOT NULL,
    name text NOT NULL,
    masked_name text NOT NULL,
    synthetic boolean DEFAULT true NOT NULL
);

ALTER TABLE public.person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.photo (
    receipt_id uuid NOT NULL,
    area_code text NOT NULL,
    image bytea NOT NULL,
    sent_digest bytea NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    "position" public.geometry(Point,4326),
    received_at timestamp with time zone NOT NULL,
    CONSTRAINT photo_height_check CHECK ((height > 0)),
    CONSTRAINT photo_image_check CHECK ((octet_length(image) <= 10000000)),
    CONSTRAINT photo_sent_digest_check CHECK ((octet_length(sent_digest) = 32)),
    CONSTRAINT photo_width_check CHECK ((width > 0))
);
ALTER TABLE ONLY public.photo ALTER COLUMN image SET STORAGE EXTERNAL;

CREATE TABLE public.policy (
    id text NOT NULL,
    event text,
    level text NOT NULL,
    rules jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by bigint,
    CONSTRAINT policy_id_check CHECK ((id ~ '^[a-z][a-zA-Z0-9-]{0,63}$'::text)),
    CONSTRAINT policy_level_check CHECK ((level = ANY (ARRAY['red'::text, 'orange'::text, 'yellow'::text, 'blue'::text]))),
    CONSTRAINT policy_version_check CHECK ((version > 0))
);

CREATE SEQUENCE public.policy_version
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.post (
    id bigint NOT NULL,
    area_code text NOT NULL,
    level text NOT NULL,
    kind text NOT NULL,
    department text,
    person_id bigint NOT NULL,
    deputy_id bigint,
    superior_post_id bigint,
    CONSTRAINT post_check CHECK ((deputy_id IS DISTINCT FROM person_id)),
    CONSTRAINT post_check1 CHECK ((superior_post_id IS DISTINCT FROM id)),
    CONSTRAINT post_level_check CHECK ((level = ANY (ARRAY['city'::text, 'county'::text, 'township'::text, 'village'::text, 'household'::text])))
);

ALTER TABLE public.post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.prediction_score (
    call_out_id uuid NOT NULL,
    mark text NOT NULL,
    area_code text NOT NULL,
    at timestamp with time zone NOT NULL,
    people integer NOT NULL,
    low double precision NOT NULL,
    expected double precision NOT NULL,
    high double precision NOT NULL,
    answered integer,
    CONSTRAINT prediction_score_check CHECK (((low <= expected) AND (expected <= high))),
    CONSTRAINT prediction_score_mark_check CHECK ((mark = ANY (ARRAY['5'::text, '15'::text, '30'::text, '60'::text, 'end'::text])))
);

CREATE TABLE public.receipt (
    id uuid NOT NULL,
    call_id uuid NOT NULL,
    area_code text NOT NULL,
    person_id bigint,
    user_id bigint,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    note text,
    counts jsonb,
    via text DEFAULT 'inApp'::text NOT NULL,
    answered_by text DEFAULT 'self'::text NOT NULL,
    device text,
    "position" public.geometry(Point,4326),
    accuracy_meters double precision,
    flags text[] DEFAULT '{}'::text[] NOT NULL,
    household_id bigint,
    replaces uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    CONSTRAINT receipt_accuracy_meters_check CHECK ((accuracy_meters >= (0)::double precision)),
    CONSTRAINT receipt_answered_by_check CHECK ((answered_by = ANY (ARRAY['self'::text, 'deputy'::text, 'superior'::text, 'door'::text, 'assignee'::text, 'desk'::text, 'household'::text]))),
    CONSTRAINT receipt_kind_check CHECK ((kind = ANY (ARRAY['heard'::text, 'onPost'::text, 'acting'::text, 'done'::text, 'needHelp'::text, 'cannot'::text, 'helped'::text]))),
    CONSTRAINT receipt_via_check CHECK ((via = ANY (ARRAY['inApp'::text, 'sms'::text, 'voice'::text, 'chat'::text, 'mail'::text, 'sheet'::text, 'desk'::text])))
);

CREATE VIEW public.receipt_correction WITH (security_invoker='true') AS
 SELECT unnest(receipt.replaces) AS replaced_id,
    receipt.id AS by_id
   FROM public.receipt
  WHERE (receipt.replaces <> '{}'::uuid[]);

CREATE TABLE public.recovery_code (
    user_id bigint NOT NULL,
    digest text NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.reply_count (
    incident_id uuid NOT NULL,
    area_code text NOT NULL,
    unread integer NOT NULL,
    CONSTRAINT reply_count_unread_check CHECK ((unread >= 0))
);

CREATE TABLE public.reply_part (
    id bigint NOT NULL,
    address text NOT NULL,
    reference integer NOT NULL,
    total integer NOT NULL,
    nr integer NOT NULL,
    coding integer NOT NULL,
    received_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    content text NOT NULL,
    address_key text NOT NULL,
    content_key text NOT NULL,
    CONSTRAINT reply_part_check CHECK (((nr >= 1) AND (nr <= total))),
    CONSTRAINT reply_part_total_check CHECK (((total >= 2) AND (total <= 255)))
);

ALTER TABLE public.reply_part ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reply_part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.second_factor (
    user_id bigint NOT NULL,
    sealed_secret text NOT NULL,
    enrolled_at timestamp with time zone,
    last_step bigint DEFAULT 0 NOT NULL
);

CREATE TABLE public.server_secret (
    name text NOT NULL,
    value text NOT NULL
);

CREATE TABLE public.session (
    sid text NOT NULL,
    sess json NOT NULL,
    expire timestamp with time zone NOT NULL,
    user_id bigint GENERATED ALWAYS AS ((((sess -> 'user'::text) ->> 'userId'::text))::bigint) STORED
);

CREATE TABLE public.shelter (
    id bigint NOT NULL,
    area_code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    kind text NOT NULL,
    "position" public.geometry(Point,4326) NOT NULL,
    capacity integer NOT NULL,
    synthetic boolean DEFAULT true NOT NULL,
    CONSTRAINT shelter_capacity_check CHECK ((capacity > 0)),
    CONSTRAINT shelter_kind_check CHECK ((kind = ANY (ARRAY['school'::text, 'stadium'::text, 'community'::text, 'hall'::text, 'hotel'::text])))
);

ALTER TABLE public.shelter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.shelter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW public.standing_receipt WITH (security_invoker='true') AS
 SELECT r.id,
    r.call_id,
    c.call_out_id,
    r.household_id,
    COALESCE(r.household_id, c.household_id) AS about_household_id,
    r.kind,
    r.at,
    r.received_at,
    r.note,
    r.counts,
    r.user_id
   FROM (public.receipt r
     JOIN public.call c ON ((c.id = r.call_id)))
  WHERE (NOT (EXISTS ( SELECT
           FROM public.receipt_correction gone
          WHERE (gone.replaced_id = r.id))));

CREATE TABLE public.station (
    id bigint NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    kind text NOT NULL,
    "position" public.geometry(Point,4326),
    position_basis text,
    stages jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT station_kind_check CHECK ((kind = ANY (ARRAY['tide'::text, 'hydrology'::text, 'sluice'::text, 'estuary'::text])))
);

ALTER TABLE public.station ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.station_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.stock_line (
    supply_point_id bigint NOT NULL,
    item text NOT NULL,
    area_code text NOT NULL,
    quantity integer NOT NULL,
    minimum integer NOT NULL,
    unit text NOT NULL,
    expires_on date,
    CONSTRAINT stock_line_item_check CHECK ((item = ANY (ARRAY['tent'::text, 'foldingBed'::text, 'quilt'::text, 'lifeJacket'::text, 'rubberBoat'::text, 'pump'::text, 'generator'::text, 'sandbag'::text, 'water'::text, 'food'::text, 'lamp'::text]))),
    CONSTRAINT stock_line_minimum_check CHECK ((minimum >= 0)),
    CONSTRAINT stock_line_quantity_check CHECK ((quantity >= 0))
);

CREATE TABLE public.stray_report (
    id bigint NOT NULL,
    channel text NOT NULL,
    kind text NOT NULL,
    provider_id text NOT NULL,
    said text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT stray_report_kind_check CHECK ((kind = ANY (ARRAY['unmatched'::text, 'unknownState'::text]))),
    CONSTRAINT stray_report_provider_id_check CHECK ((length(provider_id) <= 100)),
    CONSTRAINT stray_report_said_check CHECK ((length(said) <= 40))
);

ALTER TABLE public.stray_report ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.stray_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.supply_point (
    id bigint NOT NULL,
    area_code text NOT NULL,
    level text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    "position" public.geometry(Point,4326) NOT NULL,
    synthetic boolean DEFAULT true NOT NULL,
    CONSTRAINT supply_point_level_check CHECK ((level = ANY (ARRAY['municipal'::text, 'county'::text, 'township'::text])))
);

ALTER TABLE public.supply_point ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.supply_point_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.team (
    id bigint NOT NULL,
    area_code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    type text NOT NULL,
    "position" public.geometry(Point,4326) NOT NULL,
    members integer NOT NULL,
    vehicles integer DEFAULT 0 NOT NULL,
    skills text[] DEFAULT '{}'::text[] NOT NULL,
    contact_id bigint,
    synthetic boolean DEFAULT true NOT NULL,
    CONSTRAINT team_members_check CHECK ((members > 0)),
    CONSTRAINT team_type_check CHECK ((type = ANY (ARRAY['fire'::text, 'flood'::text, 'waterRescue'::text, 'hazmat'::text, 'engineering'::text, 'medical'::text, 'power'::text, 'telecom'::text, 'marine'::text, 'forest'::text, 'volunteer'::text, 'geological'::text]))),
    CONSTRAINT team_vehicles_check CHECK ((vehicles >= 0))
);

ALTER TABLE public.team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.tree_proof (
    id bigint NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    nightly boolean NOT NULL,
    took_milliseconds integer DEFAULT 0 NOT NULL
);

ALTER TABLE public.tree_proof ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.tree_proof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.typhoon (
    id text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    source text NOT NULL,
    CONSTRAINT typhoon_id_check CHECK ((id ~ '^[0-9]{6}$'::text))
);

CREATE TABLE public.typhoon_point (
    typhoon_id text NOT NULL,
    at timestamp with time zone NOT NULL,
    "position" public.geometry(Point,4326) NOT NULL,
    pressure_hpa integer NOT NULL,
    wind_meters_per_second integer NOT NULL
);

CREATE TABLE public.typhoon_wind_radius (
    typhoon_id text NOT NULL,
    at timestamp with time zone NOT NULL,
    beaufort smallint NOT NULL,
    min_km integer NOT NULL,
    max_km integer NOT NULL,
    source text NOT NULL,
    CONSTRAINT typhoon_wind_radius_beaufort_check CHECK ((beaufort = ANY (ARRAY[7, 10, 12]))),
    CONSTRAINT typhoon_wind_radius_check CHECK ((max_km >= min_km))
);

CREATE TABLE public.wall_code (
    user_id bigint NOT NULL,
    digest text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.warning (
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    identifier text NOT NULL,
    sender text NOT NULL,
    sent timestamp with time zone NOT NULL,
    status text NOT NULL,
    msg_type text NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    event text NOT NULL,
    event_code text,
    level text NOT NULL,
    sender_name text,
    headline text NOT NULL,
    description text NOT NULL,
    instruction text NOT NULL,
    effective timestamp with time zone,
    onset timestamp with time zone,
    expires timestamp with time zone,
    placement text NOT NULL,
    area_codes text[] NOT NULL,
    unknown_codes text[] DEFAULT '{}'::text[] NOT NULL,
    polygon public.geometry(MultiPolygon,4326),
    supersedes uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    unresolved text[] DEFAULT '{}'::text[] NOT NULL,
    source text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    expired_at timestamp with time zone,
    brought_by bigint,
    brought_area text,
    notes jsonb DEFAULT '[]'::jsonb NOT NULL,
    double_of uuid,
    ended_at timestamp with time zone,
    double_choice text,
    CONSTRAINT warning_check CHECK (((ended_at IS NULL) OR (state = 'ended'::text))),
    CONSTRAINT warning_choice_of_double CHECK (((double_choice IS NULL) OR (double_of IS NOT NULL))),
    CONSTRAINT warning_double_choice_check CHECK ((double_choice = ANY (ARRAY['merged'::text, 'apart'::text]))),
    CONSTRAINT warning_expired_check CHECK (((expired_at IS NULL) OR (expires IS NOT NULL))),
    CONSTRAINT warning_level_check CHECK ((level = ANY (ARRAY['red'::text, 'orange'::text, 'yellow'::text, 'blue'::text]))),
    CONSTRAINT warning_msg_type_check CHECK ((msg_type = ANY (ARRAY['Alert'::text, 'Update'::text, 'Cancel'::text, 'Ack'::text, 'Error'::text]))),
    CONSTRAINT warning_placement_check CHECK ((placement = ANY (ARRAY['exact'::text, 'coarse'::text, 'unplaced'::text]))),
    CONSTRAINT warning_state_check CHECK ((state = ANY (ARRAY['inForce'::text, 'superseded'::text, 'cancelled'::text, 'ended'::text, 'expired'::text]))),
    CONSTRAINT warning_status_check CHECK ((status = ANY (ARRAY['Actual'::text, 'Exercise'::text, 'System'::text, 'Test'::text, 'Draft'::text]))),
    CONSTRAINT warning_version_check CHECK ((version > 0))
);

CREATE TABLE public.warning_copy (
    warning_id uuid NOT NULL,
    digest bytea NOT NULL,
    source text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    times integer NOT NULL,
    brought_by bigint,
    CONSTRAINT warning_copy_times_check CHECK ((times > 0))
);

CREATE TABLE public.watch_report (
    singleton boolean DEFAULT true NOT NULL,
    ok boolean NOT NULL,
    step text,
    round_trip_milliseconds integer,
    at timestamp with time zone NOT NULL,
    CONSTRAINT watch_report_check CHECK ((ok = (step IS NULL))),
    CONSTRAINT watch_report_singleton_check CHECK (singleton)
);

ALTER TABLE ONLY public.app_user
    ADD CONSTRAINT app_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.app_user
    ADD CONSTRAINT app_user_username_key UNIQUE (username);

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_once UNIQUE (call_id, rung, person_id, channel, purpose, again);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_link
    ADD CONSTRAINT audit_link_audit_id_key UNIQUE (audit_id);

ALTER TABLE ONLY public.audit_link
    ADD CONSTRAINT audit_link_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.backup_watch
    ADD CONSTRAINT backup_watch_pkey PRIMARY KEY (singleton);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_call_out_id_person_id_key UNIQUE (call_out_id, person_id);

ALTER TABLE ONLY public.call_note
    ADD CONSTRAINT call_note_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_id_incident_id_incident_mode_key UNIQUE (id, incident_id, incident_mode);

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_notice_id_key UNIQUE (notice_id);

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.call_sheet_line
    ADD CONSTRAINT call_sheet_line_pkey PRIMARY KEY (sheet_id, line);

ALTER TABLE ONLY public.call_sheet_line
    ADD CONSTRAINT call_sheet_line_sheet_id_call_id_household_id_key UNIQUE NULLS NOT DISTINCT (sheet_id, call_id, household_id);

ALTER TABLE ONLY public.call_sheet
    ADD CONSTRAINT call_sheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.change_log
    ADD CONSTRAINT change_log_pkey PRIMARY KEY (incident_id, seq);

ALTER TABLE ONLY public.channel
    ADD CONSTRAINT channel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.comms_check
    ADD CONSTRAINT comms_check_notice_id_key UNIQUE (notice_id);

ALTER TABLE ONLY public.comms_check_person
    ADD CONSTRAINT comms_check_person_pkey PRIMARY KEY (check_id, person_id);

ALTER TABLE ONLY public.comms_check
    ADD CONSTRAINT comms_check_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (person_id, ordinal);

ALTER TABLE ONLY public.data_key
    ADD CONSTRAINT data_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dead_end
    ADD CONSTRAINT dead_end_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.door_check
    ADD CONSTRAINT door_check_call_id_key UNIQUE (call_id);

ALTER TABLE ONLY public.door_check
    ADD CONSTRAINT door_check_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.duty_shift
    ADD CONSTRAINT duty_shift_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ending
    ADD CONSTRAINT ending_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.enterprise
    ADD CONSTRAINT enterprise_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.evacuee
    ADD CONSTRAINT evacuee_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.gateway_request
    ADD CONSTRAINT gateway_request_pkey PRIMARY KEY (signature);

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.help_event
    ADD CONSTRAINT help_event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.help_event
    ADD CONSTRAINT help_event_receipt_id_key UNIQUE (receipt_id);

ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT help_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.inbound_message
    ADD CONSTRAINT inbound_message_channel_message_id_key UNIQUE (channel, message_id);

ALTER TABLE ONLY public.inbound_message
    ADD CONSTRAINT inbound_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_id_mode_key UNIQUE (id, mode);

ALTER TABLE ONLY public.incident_order
    ADD CONSTRAINT incident_order_incident_id_number_key UNIQUE (incident_id, number);

ALTER TABLE ONLY public.incident_order
    ADD CONSTRAINT incident_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident_overlay
    ADD CONSTRAINT incident_overlay_pkey PRIMARY KEY (incident_id, kind, subject_id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.known_door
    ADD CONSTRAINT known_door_pkey PRIMARY KEY (username, network);

ALTER TABLE ONLY public.layer_version
    ADD CONSTRAINT layer_version_pkey PRIMARY KEY (layer);

ALTER TABLE ONLY public.learnt_call_out
    ADD CONSTRAINT learnt_call_out_pkey PRIMARY KEY (call_out_id);

ALTER TABLE ONLY public.learnt_share
    ADD CONSTRAINT learnt_share_pkey PRIMARY KEY (call_out_id, way, hours, rung, wait);

ALTER TABLE ONLY public.leave
    ADD CONSTRAINT leave_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.link_revocation
    ADD CONSTRAINT link_revocation_call_id_person_id_key UNIQUE NULLS NOT DISTINCT (call_id, person_id);

ALTER TABLE ONLY public.link_revocation
    ADD CONSTRAINT link_revocation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lockout
    ADD CONSTRAINT lockout_pkey PRIMARY KEY (username, address);

ALTER TABLE ONLY public.log_checkpoint
    ADD CONSTRAINT log_checkpoint_pkey PRIMARY KEY (incident_id, area, version, seq);

ALTER TABLE ONLY public.migration_hash
    ADD CONSTRAINT migration_hash_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.named_call
    ADD CONSTRAINT named_call_attempt_id_call_id_key UNIQUE (attempt_id, call_id);

ALTER TABLE ONLY public.named_call
    ADD CONSTRAINT named_call_pkey PRIMARY KEY (attempt_id, place);

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.photo
    ADD CONSTRAINT photo_pkey PRIMARY KEY (receipt_id);

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_event_level_key UNIQUE NULLS NOT DISTINCT (event, level);

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.prediction_score
    ADD CONSTRAINT prediction_score_pkey PRIMARY KEY (call_out_id, mark);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (user_id, digest);

ALTER TABLE ONLY public.reply_count
    ADD CONSTRAINT reply_count_pkey PRIMARY KEY (incident_id, area_code);

ALTER TABLE ONLY public.reply_part
    ADD CONSTRAINT reply_part_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.server_secret
    ADD CONSTRAINT server_secret_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (sid);

ALTER TABLE ONLY public.shelter
    ADD CONSTRAINT shelter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.station
    ADD CONSTRAINT station_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.stock_line
    ADD CONSTRAINT stock_line_pkey PRIMARY KEY (supply_point_id, item);

ALTER TABLE ONLY public.stray_report
    ADD CONSTRAINT stray_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.supply_point
    ADD CONSTRAINT supply_point_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.tree_proof
    ADD CONSTRAINT tree_proof_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.typhoon
    ADD CONSTRAINT typhoon_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.typhoon_point
    ADD CONSTRAINT typhoon_point_pkey PRIMARY KEY (typhoon_id, at);

ALTER TABLE ONLY public.typhoon_wind_radius
    ADD CONSTRAINT typhoon_wind_radius_pkey PRIMARY KEY (typhoon_id, at, beaufort);

ALTER TABLE ONLY public.wall_code
    ADD CONSTRAINT wall_code_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.wall_code
    ADD CONSTRAINT wall_code_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY public.warning_copy
    ADD CONSTRAINT warning_copy_pkey PRIMARY KEY (warning_id, digest);

ALTER TABLE ONLY public.warning
    ADD CONSTRAINT warning_incident_id_sender_identifier_sent_brought_area_key UNIQUE NULLS NOT DISTINCT (incident_id, sender, identifier, sent, brought_area);

ALTER TABLE ONLY public.warning
    ADD CONSTRAINT warning_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.watch_report
    ADD CONSTRAINT watch_report_pkey PRIMARY KEY (singleton);

CREATE INDEX area_boundary_idx ON public.area USING gist (boundary);

CREATE INDEX area_parent_idx ON public.area USING btree (parent_code);

CREATE INDEX attempt_accepted_idx ON public.attempt USING btree (channel, sent_at) WHERE ((outcome IS NOT NULL) AND (channel = ANY (ARRAY['sms'::text, 'voice'::text, 'chat'::text])));

CREATE INDEX attempt_carried_idx ON public.attempt USING btree (carried_by) WHERE (carried_by IS NOT NULL);

CREATE INDEX attempt_contact_idx ON public.attempt USING btree (person_id, channel, sent_at) WHERE ((carried_by IS NULL) AND (sent_at IS NOT NULL) AND (channel = ANY (ARRAY['sms'::text, 'voice'::text, 'chat'::text, 'mail'::text])));

CREATE INDEX attempt_ledger_idx ON public.attempt USING btree (queued_at, id);

CREATE INDEX attempt_number_idx ON public.attempt USING btree (person_id, contact_ordinal, id) WHERE (contact_ordinal IS NOT NULL);

CREATE INDEX attempt_outbox_idx ON public.attempt USING btree (channel, priority, id) WHERE ((state = 'queued'::text) AND (channel <> 'inApp'::text));

CREATE INDEX attempt_person_idx ON public.attempt USING btree (person_id);

CREATE INDEX attempt_provider_form_idx ON public.attempt USING btree (channel, ltrim(lower(provider_id), '0'::text)) WHERE (provider_id IS NOT NULL);

CREATE INDEX attempt_provider_idx ON public.attempt USING btree (channel, provider_id) WHERE (provider_id IS NOT NULL);

CREATE INDEX attempt_queued_idx ON public.attempt USING btree (person_id) WHERE (state = 'queued'::text);

CREATE INDEX attempt_sending_idx ON public.attempt USING btree (leased_until) WHERE (state = 'sending'::text);

CREATE INDEX attempt_unknown_idx ON public.attempt USING btree (channel) WHERE (state = 'unknown'::text);

CREATE INDEX call_due_idx ON public.call USING btree (incident_id, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX call_note_call_idx ON public.call_note USING btree (call_id);

CREATE INDEX call_out_incident_idx ON public.call_out USING btree (incident_id);

CREATE INDEX call_person_idx ON public.call USING btree (person_id);

CREATE INDEX call_remind_idx ON public.call USING btree (incident_id, remind_at) WHERE (remind_at IS NOT NULL);

CREATE INDEX call_sheet_call_out_idx ON public.call_sheet USING btree (call_out_id);

CREATE INDEX call_sheet_line_call_idx ON public.call_sheet_line USING btree (call_id);

CREATE INDEX call_tally_idx ON public.call USING btree (call_out_id, tally_code) INCLUDE (state);

CREATE INDEX call_unroused_idx ON public.call USING btree (call_out_id) WHERE (state = 'unroused'::text);

CREATE INDEX contact_number_idx ON public.contact USING btree (number_key) WHERE (channel = 'mobile'::text);

CREATE INDEX contact_unread_idx ON public.contact USING btree (person_id) WHERE ((dials IS NULL) AND (channel = ANY (ARRAY['mobile'::text, 'landline'::text])));

CREATE INDEX dead_end_proof_idx ON public.dead_end USING btree (proof_id, kind);

CREATE INDEX door_check_person_idx ON public.door_check USING btree (person_id) WHERE (state = 'open'::text);

CREATE INDEX duty_shift_post_idx ON public.duty_shift USING btree (post_id, ends_at);

CREATE INDEX ending_incident_idx ON public.ending USING btree (incident_id, id);

CREATE INDEX evacuee_household_idx ON public.evacuee USING btree (household_id);

CREATE INDEX gateway_request_at_idx ON public.gateway_request USING btree (at);

CREATE INDEX help_event_request_idx ON public.help_event USING btree (help_request_id);

CREATE INDEX help_request_call_idx ON public.help_request USING btree (call_id);

CREATE UNIQUE INDEX help_request_household_idx ON public.help_request USING btree (incident_id, household_id) WHERE ((household_id IS NOT NULL) AND (state = ANY (ARRAY['open'::text, 'taken'::text])));

CREATE INDEX help_request_incident_idx ON public.help_request USING btree (incident_id, person_id);

CREATE INDEX help_request_of_household_idx ON public.help_request USING btree (incident_id, household_id) WHERE (household_id IS NOT NULL);

CREATE INDEX help_request_of_person_idx ON public.help_request USING btree (incident_id, person_id) WHERE (household_id IS NULL);

CREATE UNIQUE INDEX help_request_person_idx ON public.help_request USING btree (incident_id, person_id) WHERE ((household_id IS NULL) AND (state = ANY (ARRAY['open'::text, 'taken'::text])));

CREATE INDEX household_area_idx ON public.household USING btree (area_code text_pattern_ops);

CREATE INDEX household_guardian_idx ON public.household USING btree (guardian_id);

CREATE INDEX household_lead_idx ON public.household USING btree (lead_id);

CREATE INDEX inbound_message_call_idx ON public.inbound_message USING btree (call_id) WHERE (call_id IS NOT NULL);

CREATE INDEX inbound_message_unread_idx ON public.inbound_message USING btree (area_code) WHERE (state = 'unread'::text);

CREATE INDEX leave_person_idx ON public.leave USING btree (person_id, ends_at);

CREATE INDEX link_revocation_person_idx ON public.link_revocation USING btree (person_id);

CREATE INDEX link_revocation_time_idx ON public.link_revocation USING btree (revoked_at);

CREATE INDEX notice_incident_idx ON public.notice USING btree (incident_id);

CREATE INDEX person_area_idx ON public.person USING btree (area_code text_pattern_ops);

CREATE INDEX post_area_idx ON public.post USING btree (area_code text_pattern_ops, kind);

CREATE INDEX post_person_idx ON public.post USING btree (person_id);

CREATE INDEX post_superior_idx ON public.post USING btree (superior_post_id);

CREATE INDEX prediction_score_at_idx ON public.prediction_score USING btree (at DESC);

CREATE INDEX receipt_call_idx ON public.receipt USING btree (call_id);

CREATE INDEX receipt_correction_idx ON public.receipt USING btree (id) WHERE (replaces <> '{}'::uuid[]);

CREATE INDEX receipt_device_idx ON public.receipt USING btree (device, received_at) WHERE (device IS NOT NULL);

CREATE INDEX receipt_household_idx ON public.receipt USING btree (household_id) WHERE (household_id IS NOT NULL);

CREATE INDEX receipt_ledger_idx ON public.receipt USING btree (received_at, id);

CREATE UNIQUE INDEX reply_part_once ON public.reply_part USING btree (address_key, reference, total, nr, md5(content_key));

CREATE INDEX reply_part_waiting_idx ON public.reply_part USING btree (address_key, reference, total) WHERE (taken_at IS NULL);

CREATE INDEX session_expire_idx ON public.session USING btree (expire);

CREATE INDEX session_user_idx ON public.session USING btree (user_id);

CREATE INDEX stray_report_idx ON public.stray_report USING btree (channel, kind, at);

CREATE INDEX team_position_idx ON public.team USING gist ("position");

CREATE INDEX tree_proof_checked_idx ON public.tree_proof USING btree (checked_at DESC);

CREATE INDEX warning_expires_idx ON public.warning USING btree (incident_id, expires) WHERE ((expired_at IS NULL) AND (expires IS NOT NULL));

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER audit_link_append_only BEFORE DELETE OR UPDATE ON public.audit_link FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE CONSTRAINT TRIGGER audit_linked AFTER INSERT ON public.audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.link_audit();

CREATE TRIGGER beside_contact BEFORE INSERT OR UPDATE OF channel, address ON public.contact FOR EACH ROW WHEN ((NOT public.is_sealed(new.address))) EXECUTE FUNCTION public.beside_contact();

CREATE TRIGGER beside_inbound BEFORE INSERT OR UPDATE OF address ON public.inbound_message FOR EACH ROW WHEN ((NOT public.is_sealed(new.address))) EXECUTE FUNCTION public.beside_inbound();

CREATE TRIGGER beside_name BEFORE INSERT OR UPDATE OF name ON public.person FOR EACH ROW WHEN ((NOT public.is_sealed(new.name))) EXECUTE FUNCTION public.beside_name();

CREATE TRIGGER change_log_append_only BEFORE DELETE OR UPDATE ON public.change_log FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER contact_changed BEFORE UPDATE OF channel, address ON public.contact FOR EACH ROW WHEN ((NOT (new.dials IS DISTINCT FROM old.dials))) EXECUTE FUNCTION public.contact_changed();

CREATE TRIGGER incident_sealed BEFORE UPDATE OF head_seq ON public.incident FOR EACH ROW WHEN (((old.state = 'closed'::text) AND (new.state = 'closed'::text))) EXECUTE FUNCTION public.keep_sealed();

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.area FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('areas');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.enterprise FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('enterprises');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.evacuee FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('evacuees');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.hazard FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('hazards');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.household FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('evacuees');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.shelter FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('shelters');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.station FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('stations');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.stock_line FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('supplyPoints');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.supply_point FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('supplyPoints');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.team FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('teams');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.typhoon FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('typhoons');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.typhoon_point FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('typhoons');

CREATE TRIGGER layer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.typhoon_wind_radius FOR EACH STATEMENT EXECUTE FUNCTION public.bump_layer_version('typhoons');

ALTER TABLE ONLY public.app_user
    ADD CONSTRAINT app_user_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.app_user
    ADD CONSTRAINT app_user_password_set_by_fkey FOREIGN KEY (password_set_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_carried_by_fkey FOREIGN KEY (carried_by) REFERENCES public.attempt(id);

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_call_out_id_incident_id_incident_mode_fkey FOREIGN KEY (call_out_id, incident_id, incident_mode) REFERENCES public.call_out(id, incident_id, incident_mode);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.call_note
    ADD CONSTRAINT call_note_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.call_note
    ADD CONSTRAINT call_note_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.call_note
    ADD CONSTRAINT call_note_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_closed_by_notice_fkey FOREIGN KEY (closed_by_notice) REFERENCES public.notice(id);

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_incident_id_incident_mode_fkey FOREIGN KEY (incident_id, incident_mode) REFERENCES public.incident(id, mode);

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.notice(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_released_by_fkey FOREIGN KEY (released_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.call_out
    ADD CONSTRAINT call_out_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.post(id);

ALTER TABLE ONLY public.call_sheet
    ADD CONSTRAINT call_sheet_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.call_sheet
    ADD CONSTRAINT call_sheet_call_out_id_fkey FOREIGN KEY (call_out_id) REFERENCES public.call_out(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.call_sheet_line
    ADD CONSTRAINT call_sheet_line_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.call_sheet_line
    ADD CONSTRAINT call_sheet_line_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.call_sheet_line
    ADD CONSTRAINT call_sheet_line_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.call_sheet_line
    ADD CONSTRAINT call_sheet_line_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES public.call_sheet(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.call_sheet
    ADD CONSTRAINT call_sheet_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_tally_code_fkey FOREIGN KEY (tally_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.change_log
    ADD CONSTRAINT change_log_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.change_log
    ADD CONSTRAINT change_log_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.comms_check
    ADD CONSTRAINT comms_check_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.notice(id);

ALTER TABLE ONLY public.comms_check_person
    ADD CONSTRAINT comms_check_person_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.comms_check_person
    ADD CONSTRAINT comms_check_person_check_id_fkey FOREIGN KEY (check_id) REFERENCES public.comms_check(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.comms_check_person
    ADD CONSTRAINT comms_check_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.comms_check
    ADD CONSTRAINT comms_check_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.dead_end
    ADD CONSTRAINT dead_end_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code) ON DELETE CASCADE;

ALTER TABLE ONLY public.dead_end
    ADD CONSTRAINT dead_end_proof_id_fkey FOREIGN KEY (proof_id) REFERENCES public.tree_proof(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.door_check
    ADD CONSTRAINT door_check_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.door_check
    ADD CONSTRAINT door_check_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.door_check
    ADD CONSTRAINT door_check_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.door_check
    ADD CONSTRAINT door_check_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id);

ALTER TABLE ONLY public.duty_shift
    ADD CONSTRAINT duty_shift_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.duty_shift
    ADD CONSTRAINT duty_shift_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.duty_shift
    ADD CONSTRAINT duty_shift_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.post(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.ending
    ADD CONSTRAINT ending_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id);

ALTER TABLE ONLY public.ending
    ADD CONSTRAINT ending_second_user_id_fkey FOREIGN KEY (second_user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.ending
    ADD CONSTRAINT ending_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.enterprise
    ADD CONSTRAINT enterprise_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.evacuee
    ADD CONSTRAINT evacuee_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.evacuee
    ADD CONSTRAINT evacuee_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.evacuee
    ADD CONSTRAINT evacuee_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.hazard
    ADD CONSTRAINT hazard_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.help_event
    ADD CONSTRAINT help_event_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.help_event
    ADD CONSTRAINT help_event_help_request_id_fkey FOREIGN KEY (help_request_id) REFERENCES public.help_request(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.help_event
    ADD CONSTRAINT help_event_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES public.receipt(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.help_event
    ADD CONSTRAINT help_event_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT help_request_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT help_request_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT help_request_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT help_request_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT help_request_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT help_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.help_request
    ADD CONSTRAINT help_request_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_guardian_id_fkey FOREIGN KEY (guardian_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.household
    ADD CONSTRAINT household_shelter_id_fkey FOREIGN KEY (shelter_id) REFERENCES public.shelter(id);

ALTER TABLE ONLY public.inbound_message
    ADD CONSTRAINT inbound_message_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.inbound_message
    ADD CONSTRAINT inbound_message_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.inbound_message
    ADD CONSTRAINT inbound_message_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.inbound_message
    ADD CONSTRAINT inbound_message_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.incident_order
    ADD CONSTRAINT incident_order_given_by_fkey FOREIGN KEY (given_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.incident_order
    ADD CONSTRAINT incident_order_id_fkey FOREIGN KEY (id) REFERENCES public.notice(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.incident_order
    ADD CONSTRAINT incident_order_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.incident_overlay
    ADD CONSTRAINT incident_overlay_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.incident_overlay
    ADD CONSTRAINT incident_overlay_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.incident_overlay
    ADD CONSTRAINT incident_overlay_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_reopen_asked_by_fkey FOREIGN KEY (reopen_asked_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_typhoon_id_fkey FOREIGN KEY (typhoon_id) REFERENCES public.typhoon(id);

ALTER TABLE ONLY public.learnt_call_out
    ADD CONSTRAINT learnt_call_out_call_out_id_fkey FOREIGN KEY (call_out_id) REFERENCES public.call_out(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.learnt_share
    ADD CONSTRAINT learnt_share_call_out_id_fkey FOREIGN KEY (call_out_id) REFERENCES public.learnt_call_out(call_out_id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.leave
    ADD CONSTRAINT leave_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.leave
    ADD CONSTRAINT leave_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.link_revocation
    ADD CONSTRAINT link_revocation_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.link_revocation
    ADD CONSTRAINT link_revocation_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.link_revocation
    ADD CONSTRAINT link_revocation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.link_revocation
    ADD CONSTRAINT link_revocation_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.log_checkpoint
    ADD CONSTRAINT log_checkpoint_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.named_call
    ADD CONSTRAINT named_call_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.named_call
    ADD CONSTRAINT named_call_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES public.attempt(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.named_call
    ADD CONSTRAINT named_call_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.photo
    ADD CONSTRAINT photo_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.photo
    ADD CONSTRAINT photo_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES public.receipt(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT policy_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_superior_post_id_fkey FOREIGN KEY (superior_post_id) REFERENCES public.post(id);

ALTER TABLE ONLY public.prediction_score
    ADD CONSTRAINT prediction_score_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.prediction_score
    ADD CONSTRAINT prediction_score_call_out_id_fkey FOREIGN KEY (call_out_id) REFERENCES public.call_out(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.call(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_household_id_fkey FOREIGN KEY (household_id) REFERENCES public.household(id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.receipt
    ADD CONSTRAINT receipt_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.second_factor(user_id) ON DELETE CASCADE;

ALTER TABLE ONLY public.reply_count
    ADD CONSTRAINT reply_count_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.reply_count
    ADD CONSTRAINT reply_count_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.shelter
    ADD CONSTRAINT shelter_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.stock_line
    ADD CONSTRAINT stock_line_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.stock_line
    ADD CONSTRAINT stock_line_supply_point_id_fkey FOREIGN KEY (supply_point_id) REFERENCES public.supply_point(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.stray_report
    ADD CONSTRAINT stray_report_channel_fkey FOREIGN KEY (channel) REFERENCES public.channel(id);

ALTER TABLE ONLY public.supply_point
    ADD CONSTRAINT supply_point_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_area_code_fkey FOREIGN KEY (area_code) REFERENCES public.area(code);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES public.person(id);

ALTER TABLE ONLY public.typhoon_point
    ADD CONSTRAINT typhoon_point_typhoon_id_fkey FOREIGN KEY (typhoon_id) REFERENCES public.typhoon(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.typhoon_wind_radius
    ADD CONSTRAINT typhoon_wind_radius_typhoon_id_fkey FOREIGN KEY (typhoon_id) REFERENCES public.typhoon(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.wall_code
    ADD CONSTRAINT wall_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.app_user(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.warning
    ADD CONSTRAINT warning_brought_by_fkey FOREIGN KEY (brought_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.warning_copy
    ADD CONSTRAINT warning_copy_brought_by_fkey FOREIGN KEY (brought_by) REFERENCES public.app_user(id);

ALTER TABLE ONLY public.warning_copy
    ADD CONSTRAINT warning_copy_warning_id_fkey FOREIGN KEY (warning_id) REFERENCES public.warning(id) ON DELETE RESTRICT;

ALTER TABLE ONLY public.warning
    ADD CONSTRAINT warning_double_of_fkey FOREIGN KEY (double_of) REFERENCES public.warning(id);

ALTER TABLE ONLY public.warning
    ADD CONSTRAINT warning_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE RESTRICT;

CREATE POLICY all_scopes ON public.learnt_call_out USING (true) WITH CHECK ((( SELECT public.area_scope() AS area_scope) ~ '^[0-9]{0,4}$'::text));

CREATE POLICY all_scopes ON public.learnt_share USING (true) WITH CHECK ((( SELECT public.area_scope() AS area_scope) ~ '^[0-9]{0,4}$'::text));

CREATE POLICY area_scope ON public.attempt USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.audit USING (
CASE
    WHEN (area_code IS NULL) THEN (( SELECT public.area_scope() AS area_scope) ~ '^[0-9]{0,4}$'::text)
    ELSE starts_with(area_code, ( SELECT public.area_scope() AS area_scope))
END) WITH CHECK (true);

CREATE POLICY area_scope ON public.call USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.call_note USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.call_sheet USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.call_sheet_line USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.change_log USING ((((area_code IS NULL) OR starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) AND (EXISTS ( SELECT
   FROM public.incident i
  WHERE (i.id = change_log.incident_id))))) WITH CHECK (((area_code IS NULL) OR starts_with(area_code, ( SELECT public.area_scope() AS area_scope))));

CREATE POLICY area_scope ON public.comms_check_person USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.contact USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.dead_end USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.door_check USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.duty_shift USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.enterprise USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.evacuee USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.hazard USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.help_event USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.help_request USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.household USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.inbound_message USING (
CASE
    WHEN (area_code IS NULL) THEN (( SELECT public.area_scope() AS area_scope) ~ '^[0-9]{0,4}$'::text)
    ELSE starts_with(area_code, ( SELECT public.area_scope() AS area_scope))
END) WITH CHECK (true);

CREATE POLICY area_scope ON public.incident USING ((starts_with(area_code, ( SELECT public.area_scope() AS area_scope)) OR starts_with(( SELECT public.area_scope() AS area_scope), public.area_prefix(area_code)))) WITH CHECK ((starts_with(area_code, ( SELECT public.area_scope() AS area_scope)) OR starts_with(( SELECT public.area_scope() AS area_scope), public.area_prefix(area_code))));

CREATE POLICY area_scope ON public.incident_overlay USING ((starts_with(area_code, ( SELECT public.area_scope() AS area_scope)) AND (EXISTS ( SELECT
   FROM public.incident i
  WHERE (i.id = incident_overlay.incident_id))))) WITH CHECK ((starts_with(area_code, ( SELECT public.area_scope() AS area_scope)) AND (EXISTS ( SELECT
   FROM public.incident i
  WHERE ((i.id = incident_overlay.incident_id) AND (i.state = 'open'::text))))));

CREATE POLICY area_scope ON public.leave USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.link_revocation USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.log_checkpoint USING ((starts_with(area, ( SELECT public.area_scope() AS area_scope)) AND (EXISTS ( SELECT
   FROM public.incident i
  WHERE (i.id = log_checkpoint.incident_id))))) WITH CHECK (starts_with(area, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.named_call USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.person USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.photo USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.post USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.prediction_score USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.receipt USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.reply_count USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.shelter USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.stock_line USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.supply_point USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

CREATE POLICY area_scope ON public.team USING (starts_with(area_code, ( SELECT public.area_scope() AS area_scope))) WITH CHECK (starts_with(area_code, ( SELECT public.area_scope() AS area_scope)));

ALTER TABLE public.attempt ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.call ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.call_note ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.call_out ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.call_sheet ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.call_sheet_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.change_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.comms_check_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.contact ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.dead_end ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.door_check ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.duty_shift ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.ending ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.enterprise ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.evacuee ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.hazard ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.help_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.help_request ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.household ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.inbound_message ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.incident ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.incident_order ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.incident_overlay ENABLE ROW LEVEL SECURITY;

CREATE POLICY incident_scope ON public.call_out USING ((EXISTS ( SELECT
   FROM public.incident i
  WHERE (i.id = call_out.incident_id))));

CREATE POLICY incident_scope ON public.ending USING ((EXISTS ( SELECT
   FROM public.incident i
  WHERE (i.id = ending.incident_id))));

CREATE POLICY incident_scope ON public.incident_order USING ((EXISTS ( SELECT
   FROM public.incident i
  WHERE (i.id = incident_order.incident_id))));

CREATE POLICY incident_scope ON public.notice USING (((incident_id IS NULL) OR (EXISTS ( SELECT
   FROM public.incident i
  WHERE (i.id = notice.incident_id)))));

CREATE POLICY incident_scope ON public.warning USING ((EXISTS ( SELECT
   FROM public.incident i
  WHERE (i.id = warning.incident_id))));

ALTER TABLE public.learnt_call_out ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.learnt_share ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.leave ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.link_revocation ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.log_checkpoint ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.named_call ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.photo ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.post ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.prediction_score ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.receipt ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.reply_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.shelter ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.stock_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.supply_point ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.team ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.warning ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.warning_copy ENABLE ROW LEVEL SECURITY;

CREATE POLICY warning_scope ON public.warning_copy USING ((EXISTS ( SELECT
   FROM public.warning w
  WHERE (w.id = warning_copy.warning_id))));

GRANT USAGE ON SCHEMA public TO jiaoying_app;
GRANT USAGE ON SCHEMA public TO jiaoying_personal;

REVOKE ALL ON FUNCTION public.answering_officers(ids bigint[], roles_that_may text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.answering_officers(ids bigint[], roles_that_may text[]) TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.audit TO jiaoying_app;

GRANT SELECT(id) ON TABLE public.app_user TO jiaoying_app;

GRANT SELECT(username) ON TABLE public.app_user TO jiaoying_app;

GRANT SELECT(display_name) ON TABLE public.app_user TO jiaoying_app;

GRANT SELECT ON TABLE public.area TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.attempt TO jiaoying_app;

GRANT SELECT ON TABLE public.audit_link TO jiaoying_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.backup_watch TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.call TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.call_note TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.call_out TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.call_sheet TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.call_sheet_line TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.change_log TO jiaoying_app;

GRANT SELECT,UPDATE ON TABLE public.channel TO jiaoying_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.comms_check TO jiaoying_app;

GRANT UPDATE(complete) ON TABLE public.comms_check TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.comms_check_person TO jiaoying_app;

GRANT SELECT ON TABLE public.contact TO jiaoying_personal;
GRANT INSERT,DELETE ON TABLE public.contact TO jiaoying_app;

GRANT SELECT(person_id) ON TABLE public.contact TO jiaoying_app;

GRANT SELECT(ordinal) ON TABLE public.contact TO jiaoying_app;

GRANT SELECT(area_code) ON TABLE public.contact TO jiaoying_app;

GRANT SELECT(channel),UPDATE(channel) ON TABLE public.contact TO jiaoying_app;

GRANT UPDATE(address) ON TABLE public.contact TO jiaoying_app;

GRANT SELECT(masked_address),UPDATE(masked_address) ON TABLE public.contact TO jiaoying_app;

GRANT SELECT(dials),UPDATE(dials) ON TABLE public.contact TO jiaoying_app;

GRANT UPDATE(number_key) ON TABLE public.contact TO jiaoying_app;

GRANT UPDATE(address_key) ON TABLE public.contact TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.dead_end TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.door_check TO jiaoying_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.duty_shift TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.ending TO jiaoying_app;

GRANT SELECT ON TABLE public.enterprise TO jiaoying_app;

GRANT SELECT ON TABLE public.evacuee TO jiaoying_app;

GRANT SELECT ON TABLE public.failed_number TO jiaoying_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.gateway_request TO jiaoying_app;

GRANT SELECT ON TABLE public.hazard TO jiaoying_app;

GRANT UPDATE(state) ON TABLE public.hazard TO jiaoying_app;

GRANT UPDATE(closed_on) ON TABLE public.hazard TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.help_event TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.help_request TO jiaoying_app;

GRANT SELECT ON TABLE public.household TO jiaoying_app;

GRANT UPDATE(guardian_id) ON TABLE public.household TO jiaoying_app;

GRANT INSERT ON TABLE public.inbound_message TO jiaoying_app;
GRANT SELECT ON TABLE public.inbound_message TO jiaoying_personal;

GRANT SELECT(id) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(channel) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(message_id) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(received_at) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(at) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(masked_address) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(kind),UPDATE(kind) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(call_id),UPDATE(call_id) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(area_code) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(person_id) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(state),UPDATE(state) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(settled_at),UPDATE(settled_at) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(settled_by),UPDATE(settled_by) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT(reason),UPDATE(reason) ON TABLE public.inbound_message TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.incident TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.incident_order TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.incident_overlay TO jiaoying_app;

GRANT SELECT ON TABLE public.layer_version TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.learnt_call_out TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.learnt_share TO jiaoying_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.leave TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.link_revocation TO jiaoying_app;

GRANT SELECT ON TABLE public.living_number TO jiaoying_personal;

GRANT SELECT,INSERT,DELETE ON TABLE public.log_checkpoint TO jiaoying_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.named_call TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.notice TO jiaoying_app;

GRANT SELECT ON TABLE public.person TO jiaoying_personal;

GRANT SELECT(id) ON TABLE public.person TO jiaoying_app;

GRANT SELECT(area_code) ON TABLE public.person TO jiaoying_app;

GRANT SELECT(masked_name) ON TABLE public.person TO jiaoying_app;

GRANT SELECT(synthetic) ON TABLE public.person TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.photo TO jiaoying_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.policy TO jiaoying_app;

GRANT USAGE ON SEQUENCE public.policy_version TO jiaoying_app;

GRANT SELECT ON TABLE public.post TO jiaoying_app;

GRANT UPDATE(person_id) ON TABLE public.post TO jiaoying_app;

GRANT UPDATE(deputy_id) ON TABLE public.post TO jiaoying_app;

GRANT UPDATE(superior_post_id) ON TABLE public.post TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.prediction_score TO jiaoying_app;

GRANT SELECT,INSERT ON TABLE public.receipt TO jiaoying_app;

GRANT SELECT ON TABLE public.receipt_correction TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.reply_count TO jiaoying_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reply_part TO jiaoying_personal;
GRANT DELETE ON TABLE public.reply_part TO jiaoying_app;

GRANT SELECT(taken_at) ON TABLE public.reply_part TO jiaoying_app;

GRANT SELECT ON TABLE public.shelter TO jiaoying_app;

GRANT SELECT ON TABLE public.standing_receipt TO jiaoying_app;

GRANT SELECT ON TABLE public.station TO jiaoying_app;

GRANT SELECT ON TABLE public.stock_line TO jiaoying_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.stray_report TO jiaoying_app;

GRANT SELECT ON TABLE public.supply_point TO jiaoying_app;

GRANT SELECT ON TABLE public.team TO jiaoying_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.tree_proof TO jiaoying_app;

GRANT UPDATE(took_milliseconds) ON TABLE public.tree_proof TO jiaoying_app;

GRANT SELECT ON TABLE public.typhoon TO jiaoying_app;

GRANT SELECT ON TABLE public.typhoon_point TO jiaoying_app;

GRANT SELECT ON TABLE public.typhoon_wind_radius TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.warning TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.warning_copy TO jiaoying_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.watch_report TO jiaoying_app;
