import { deadEndKinds, deadEndLimit, type DeadEnd, type DeadEndKind, type TreeProof } from '../contract/tree-proof.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

export interface ProofHead {
  id: number;
  checkedAt: Date;
  tookMilliseconds: number;
}

/** Of those made by `nightly` or otherwise; of all without it. */
export function newestProof(tx: Tx, nightly?: boolean): Promise<ProofHead | undefined> {
  return tx.one<ProofHead & Row>(
    `select id, checked_at as "checkedAt", took_milliseconds as "tookMilliseconds" from tree_proof
     where $1::boolean is null or nightly = $1 order by checked_at desc, id desc limit 1`,
    [nightly],
  );
}

export async function insertProof(tx: Tx, at: Date, nightly: boolean): Promise<number> {
  const row = await tx.one<{ id: number }>(`insert into tree_proof (checked_at, nightly) values ($1, $2) returning id`, [at, nightly]);
  return row!.id;
}

export async function saveDuration(tx: Tx, id: number, milliseconds: number): Promise<void> {
  await tx.query(`update tree_proof set took_milliseconds = $2 where id = $1`, [id, milliseconds]);
}

/** Keeps the newest proof, and what the nights found since `before`. */
export async function forgetProofs(tx: Tx, newest: number, before: Date): Promise<void> {
  await tx.query(`delete from tree_proof where id <> $1 and (not nightly or checked_at < $2)`, [newest, before]);
}

/** What was found, as far as the transaction's scope goes: gravest first, then from the city down. */
export async function deadEndsOf(tx: Tx, proofId: number): Promise<DeadEnd[]> {
  const rows = await tx.query<Omit<DeadEnd, 'center'> & { lng: number | null; lat: number | null } & Row>(
    `select found.id, found.kind, found.level, found.area_code as "areaCode", area.name_zh as "areaNameZh", area.name_en as "areaNameEn",
       case area.level when 'village' then area.parent_code else area.code end as "tallyCode",
       st_x(coalesce(area.center, host.center)) as lng, st_y(coalesce(area.center, host.center)) as lat,
       found.post_id as "postId", post.kind as "postKind", found.person_id as "personId", person.masked_name as "maskedName",
       found.household_id as "householdId", found.contact_ordinal as "contactOrdinal", found.reason, found.affected
     from dead_end found
     join area on area.code = found.area_code
     left join area host on host.code = area.parent_code
     left join post on post.id = found.post_id
     left join person on person.id = found.person_id
     where found.proof_id = $1
     order by array_position($2::text[], found.kind), found.affected desc,
       array_position(array['city', 'county', 'township', 'village', 'household'], found.level), found.area_code, found.person_id, found.id
     limit $3`,
    [proofId, deadEndKinds, deadEndLimit],
  );
  return rows.map(({ lng, lat, ...row }) => ({ ...row, center: lng === null || lat === null ? null : [lng, lat] }));
}

export async function deadEndCounts(tx: Tx, proofId: number): Promise<TreeProof['counts']> {
  const rows = await tx.query<{ kind: DeadEndKind; count: number }>(
    `select kind, count(*) from dead_end where proof_id = $1 group by kind`,
    [proofId],
  );
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

/** How much there is to prove in the transaction's scope. */
export async function treeSize(tx: Tx): Promise<{ posts: number; households: number }> {
  const row = await tx.one<{ posts: number; households: number }>(
    `select (select count(*) from post where kind <> 'testDevice') as posts, (select count(*) from household) as households`,
  );
  return row!;
}

/** The telephone numbers of the transaction's scope, and over what they can be reached. */
export async function numbersOf(tx: Tx): Promise<TreeProof['numbers']> {
  const row = await tx.one<TreeProof['numbers']>(
    `select count(*)::int as kept, count(*) filter (where not contact.dials)::int as undialable,
       count(*) filter (where contact.dials and contact.channel = 'landline')::int as "voiceOnly",
       count(failed.person_id)::int as failed
     from contact left join failed_number failed on failed.person_id = contact.person_id and failed.ordinal = contact.ordinal
     where contact.channel in ('mobile', 'landline')`,
  );
  return row!;
}

/** One statement for each question, each over the whole tree. Needs the role that may read numbers in the clear. */
export async function findDeadEnds(tx: Tx, proof: { id: number; at: Date }, limits: ProofLimits): Promise<void> {
  const { id, at } = proof;
  // Row-level security hides from the planner how many rows there are: expecting one, it would read all numbers again for every post.
  // What it may not do is then priced so high that it would compile the plan first, for longer than it runs.
  await tx.query(`set local enable_nestloop = off`);
  await tx.query(`set local jit = off`);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, post_id, person_id) ${postsWithFewPaths}`, [id, at]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, household_id) ${householdsWithFewPaths}`, [id, at]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, post_id, person_id, reason, affected) ${brokenSuperiors}`, [id]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code) ${orphanVillages}`, [id]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, post_id, person_id) ${uselessDeputies}`, [id, at]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, person_id, affected) ${tooManyPosts}`, [
    id,
    limits.postsPerPerson,
  ]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, person_id, contact_ordinal, affected) ${sharedNumbers}`, [
    id,
    limits.peoplePerNumber,
  ]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, person_id, contact_ordinal) ${failedNumbers}`, [id]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, person_id, contact_ordinal) ${undialable}`, [id]);
  await tx.query(`insert into dead_end (proof_id, kind, level, area_code, person_id) ${silentInCheck}`, [id, limits.reachedSince]);
}

export interface ProofLimits {
  postsPerPerson: number;
  peoplePerNumber: number;
  /** Whoever was reached before, and not since then, is silent. */
  reachedSince: Date;
}

/** None, or one: the least and the greatest of them are the same. A count of the different ones would sort them all. */
const fewPaths = `case when min(living.address_key) is null then 'noLivingPath' when min(living.address_key) = max(living.address_key) then 'oneLivingPath' end`;

const postsWithFewPaths = `
  select $1::bigint, coalesce(found.kind, 'holderUnreachable'), post.level, post.area_code, post.id, found.holder
  from (
    select holders.post_id, holders.person_id as holder, ${fewPaths} as kind,
      holders.is_away or bool_or(living.person_id = holders.person_id) as is_reached
    from holders_at($2) holders
    cross join lateral (values (case when not holders.is_away then holders.person_id end), (holders.deputy_id)) reached (person_id)
    left join living_number living on living.person_id = reached.person_id
    group by holders.post_id, holders.person_id, holders.is_away
  ) found
  join post on post.id = found.post_id
  where (found.kind is not null or not found.is_reached) and post.kind <> 'testDevice'`;

const householdsWithFewPaths = `
  with reached as (
    select id, guardian_id as person_id from household
    union all
    select id, lead_id from household
    union all
    select household_id, person_id from evacuee
    union all
    select household.id, holders.deputy_id
    from household
    join post on post.person_id = household.guardian_id and post.kind = 'guardian'
    join holders_at($2) holders on holders.post_id = post.id
  ), found as (
    select reached.id, ${fewPaths} as kind
    from reached
    left join leave away on away.person_id = reached.person_id and away.starts_at <= $2 and away.ends_at > $2
    left join living_number living on living.person_id = reached.person_id and away.id is null
    group by reached.id
  )
  select $1::bigint, found.kind, 'household', household.area_code, household.id
  from found join household on household.id = found.id
  where found.kind is not null`;

/** Reached from the top down, so that a circle is simply never reached. Only where a link is missing or bent is a post named. */
const brokenSuperiors = `
  with recursive attached (id) as (
    select id from post where level = 'city' and superior_post_id is null
    union
    select post.id from attached join post on post.superior_post_id = attached.id
  ), cut as (
    select id, level, area_code, person_id, superior_post_id from post
    where kind <> 'testDevice' and not exists (select from attached where attached.id = post.id)
  ), up (id, above) as (
    select id, superior_post_id from cut where superior_post_id is not null
    union
    select up.id, cut.superior_post_id from up join cut on cut.id = up.above where cut.superior_post_id is not null
  ), faulty as (
    select cut.*, case when superior_post_id is null then 'missing' else 'cycle' end as reason
    from cut where superior_post_id is null or exists (select from up where up.id = cut.id and up.above = cut.id)
  )
  select $1::bigint, 'brokenSuperior', level, area_code, id, person_id, reason,
    (select count(*) from up where up.above = faulty.id and up.id <> faulty.id)
  from faulty`;

const orphanVillages = `
  select $1::bigint, 'orphanVillage', area.level, area.code
  from area left join post on post.area_code = area.code
  where area.level = 'village' and post.id is null`;

/** By leave, which holds of the person; or by a turn that already gives them the post. Who acts for somebody on leave is of use. */
const uselessDeputies = `
  select $1::bigint, 'deputyOnLeave', post.level, post.area_code, post.id, post.deputy_id
  from post
  where exists (select from leave where leave.person_id = post.deputy_id and starts_at <= $2 and ends_at > $2)
  union all
  select $1::bigint, 'deputyIsSelf', post.level, post.area_code, post.id, post.deputy_id
  from duty_shift shift
  join post on post.id = shift.post_id and post.deputy_id = shift.person_id
  join holders_at($2) holders on holders.post_id = post.id and holders.person_id = shift.person_id
  where shift.starts_at <= $2 and shift.ends_at > $2
    and not exists (select from leave where leave.person_id = shift.person_id and leave.starts_at <= $2 and leave.ends_at > $2)`;

const tooManyPosts = `
  select $1::bigint, 'tooManyPosts', area.level, person.area_code, person.id, held.posts
  from (select person_id, count(*) as posts from post group by person_id having count(*) > $2) held
  join person on person.id = held.person_id
  join area on area.code = person.area_code`;

const sharedNumbers = `
  select $1::bigint, 'sharedNumber', area.level, contact.area_code, contact.person_id, contact.ordinal, shared.people
  from (
    select address_key, count(distinct person_id) as people from contact where channel in ('mobile', 'landline')
    group by address_key having count(distinct person_id) > $2
  ) shared
  join contact on contact.address_key = shared.address_key
  join area on area.code = contact.area_code`;

const failedNumbers = `
  select $1::bigint, 'failedNumber', area.level, contact.area_code, contact.person_id, contact.ordinal
  from failed_number failed
  join contact on contact.person_id = failed.person_id and contact.ordinal = failed.ordinal
  join area on area.code = contact.area_code`;

const undialable = `
  select $1::bigint, 'undialable', area.level, contact.area_code, contact.person_id, contact.ordinal
  from contact join area on area.code = contact.area_code
  where not contact.dials and contact.channel in ('mobile', 'landline')`;

const silentInCheck = `
  select $1::bigint, 'mutedCheckSilent', area.level, asked.area_code, asked.person_id
  from comms_check_person asked
  join area on area.code = asked.area_code
  where asked.check_id = (select max(id) from comms_check where complete) and not asked.shown and asked.last_reached_at < $2`;
