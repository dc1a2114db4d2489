-- Links that officers open are their own: they hold only while the officer may still answer there. Existing rows: none are touched; links
-- given to officers before today say that they are the person's, and end as they did, after seven days at the latest.
create function answering_officers(ids bigint[], roles_that_may text[]) returns table (id bigint, area_code text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select u.id, u.area_code from app_user u where u.id = any(ids) and not u.disabled and u.roles && roles_that_may
$$;
revoke all on function answering_officers from public;
grant execute on function answering_officers to jiaoying_app;
