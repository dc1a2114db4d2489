import type { CallId } from '../contract/calls.ts';
import type { AttemptState, GatewayChannel, GatewayOutcome } from '../contract/channels.ts';
import type { NightRule, Reach } from '../contract/policies.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import type { Leaving } from './bundling.rules.ts';
import type { Ingredients } from './outgoing.rules.ts';
import type { Carried } from './reports.rules.ts';
import type { NamedCall } from './together.rules.ts';
import type { SentMessage } from './which-call.rules.ts';
import { isOwed, isOwing, isReplaced, isStillWanted } from '../calls/calls.where.ts';

/** An attempt that waits for its gateway, with all that its message is made of. Holds an address in the clear. */
export interface WaitingAttempt extends Omit<Ingredients, 'together'>, Leaving, NamedCall {
  reach: Reach;
  night: NightRule;
  /** False once its call was answered or its call-out has ended: then it must not leave any more. */
  isWanted: boolean;
  /** Null: the person has no address for this channel. */
  address: string | null;
}

/**
 * What may leave over a channel now, in the order of its queue, locked; what another server has locked is its to send. Beside as many as
 * `limit` whatever else waits for the same people that is about others, also what was kept back: it leaves with them.
 *
 * Actual incidents alone: the database refuses the others a gateway as well. Needs the personal role for the addresses.
 */
export async function waitingFor(
  tx: Tx,
  { channel, limit, now }: { channel: GatewayChannel; limit: number; now: Date },
): Promise<WaitingAttempt[]> {
  return tx.query<WaitingAttempt & Row>(
    `with first as materialized (
       select id, person_id, reach <> 'self' and purpose = 'call' as is_for_others from attempt
       where state = 'queued' and channel = $1 and incident_mode = 'actual' and (next_at is null or next_at <= $3)
       order by priority, id limit $2 for no key update skip locked
     ), company as materialized (
       select id from attempt
       where state = 'queued' and channel = $1 and incident_mode = 'actual' and (next_at is null or next_at <= $3 or is_held)
         and reach <> 'self' and purpose = 'call' and person_id in (select person_id from first where is_for_others)
       order by id for no key update skip locked
     ), next as (select id from first union select id from company)
     select a.id as "attemptId", a.call_id as "callId", c.call_out_id as "callOutId", a.person_id as "personId", a.reach, a.purpose, a.tries, a.carried_by as "carriedBy", k.address,
       c.area_code as "areaCode", c.state as "callState", c.priority as "callPriority", c.called_at as "calledAt", a.queued_at as "queuedAt",
       o.policy -> 'night' as night, a.purpose = 'call' and a.again > 0 as "isByHand",
       ${isStillWanted} as "isWanted",
       p.masked_name as "calledName", o.policy -> 'message' as template, n.kind as "noticeKind", n.level, o.urgency, n.words,
       area.name_zh as "areaNameZh", area.name_en as "areaNameEn", c.household_id as "householdId", door.distance_meters as "distanceMeters",
       coalesce(door.reason, 'unroused') as "doorReason", door.people as "doorPeople"
     from next
     join attempt a on a.id = next.id
     join call c on c.id = a.call_id
     join call_out o on o.id = c.call_out_id
     join notice n on n.id = o.notice_id
     join area on area.code = c.area_code
     join person p on p.id = c.person_id
     left join door_check door on door.call_id = a.call_id and a.reach = 'door'
     left join lateral (
       select address from contact
       where person_id = a.person_id and carries(a.channel, channel)
       order by (ordinal = a.contact_ordinal) desc nulls last, ordinal limit 1
     ) k on true
     order by a.priority, a.id`,
    [channel, limit, now],
  );
}

/** How many attempts are on their way over a channel, from every server. */
export async function sendingOver(tx: Tx, channel: GatewayChannel): Promise<number> {
  const row = await tx.one<{ count: number }>(
    `select count(*)::int as count from attempt where state = 'sending' and carried_by is null and channel = $1`,
    [channel],
  );
  return row!.count;
}

/** An attempt that a gateway speaks of. */
export interface Spoken extends Carried {
  attemptId: number;
  callId: CallId;
  personId: number;
  state: AttemptState;
  outcome: GatewayOutcome | null;
  /** Of the call. */
  areaCode: string;
}

const spoken = `a.id as "attemptId", a.call_id as "callId", a.area_code as "areaCode", a.person_id as "personId", a.channel, a.reach, a.state, a.outcome`;

/**
 * Of attempts that were ever handed to a gateway; ids that name others are passed over. A gateway that failed to answer may have dialled
 * all the same: what it then says counts while we wait to try again, and after the attempt was withdrawn.
 */
export async function spokenById(tx: Tx, attemptIds: readonly number[]): Promise<Spoken[]> {
  return tx.query<Spoken & Row>(
    `select ${spoken} from attempt a
     where a.id = any($1::bigint[]) and a.tries > 0`,
    [attemptIds],
  );
}

/** A name that a gateway gave, in every form that it may have had then, and the number of which it is spoken; '' where that is unknown. */
export interface NamedByProvider {
  channel: GatewayChannel;
  providerId: string;
  forms: readonly string[];
  number: string;
}

/**
 * The attempt that each name means: for each, from 0, at most one. Names in another form may be another attempt's own, so the number
 * decides; without one the name as it stands, then a form that only one attempt has. Needs the personal role.
 */
export async function spokenByProvider(tx: Tx, names: readonly NamedByProvider[]): Promise<{ nr: number; attemptId: number }[]> {
  return tx.query(
    `with form as (
       select n.nr, n.channel, n.number, n.provider_id, form.value, form.ordinality
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as n (channel, provider_id, forms, number, nr)
       cross join string_to_table(n.forms, ' ') with ordinality as form (value, ordinality)
     ), candidate as (
       select form.nr, a.id, a.provider_id = form.provider_id as is_exact,
         form.number <> '' and exists (
           select from contact k where k.person_id = a.person_id and k.number_key = form.number
         ) as is_theirs
       from form join attempt a
         on a.channel = form.channel and a.provider_id is not null and ltrim(lower(a.provider_id), '0') = form.value
     ), ranked as (
       select nr, id, is_exact or is_theirs or count(*) over (partition by nr) = 1 as is_sure,
         row_number() over (partition by nr order by is_theirs desc, is_exact desc, id desc) as place
       from candidate
     )
     select (nr - 1)::int as nr, id as "attemptId" from ranked where place = 1 and is_sure order by nr`,
    [
      names.map(({ channel }) => channel),
      names.map(({ providerId }) => providerId),
      names.map(({ forms }) => forms.join(' ')),
      names.map(({ number }) => (number === '' ? '' : tx.lookup('number', number))),
    ],
  );
}

/** A number that answered, in 11 digits, and until when it may have been written to. */
export interface AnsweringNumber {
  number: string;
  at: Date;
}

/** A message and which of the answers it may be meant by, from 0. */
export type WrittenTo = SentMessage & { nr: number };

/**
 * What had been written to these numbers by then: of each call that still runs the newest message, and of the others the newest of all.
 * One number may be several people's. A message that was reported lost counts: who answers it has it. Where a number is one person's, the
 * calls too of which nothing was written to it, for a call for help. Needs the personal role.
 */
export async function writtenTo(tx: Tx, answers: readonly AnsweringNumber[]): Promise<WrittenTo[]> {
  return tx.query<WrittenTo & Row>(
    `with sender as (
       select distinct r.nr, r.at, k.person_id from unnest($1::text[], $2::timestamptz[]) with ordinality as r (number, at, nr)
       join contact k on k.channel = 'mobile' and k.number_key = r.number
     ), message as (
       select distinct on (r.nr, a.call_id, a.person_id) r.nr, a.id, coalesce(a.carried_by, a.id) as carrier_id, a.call_id, a.person_id,
         a.area_code, a.reach, a.sent_at
       from sender r
       join attempt a on a.person_id = r.person_id and a.channel = 'sms' and a.purpose <> 'allClear' and a.state not in ('queued', 'withdrawn')
         and a.sent_at <= r.at
       order by r.nr, a.call_id, a.person_id, a.sent_at desc, a.id desc
     ), each_call as (
       select *, true as is_written from message
       union all
       select s.nr, 0, 0, c.id, c.person_id, c.area_code, 'self', c.called_at, false
       from (select nr, at, min(person_id) as person_id from sender group by nr, at having count(*) = 1) s
       join call c on c.person_id = s.person_id and c.called_at <= s.at and c.incident_mode = 'actual' and ${isOwed}
       join call_out o on o.id = c.call_out_id and o.state = 'running'
     ), newest as (
       select * from (select *, bool_or(is_written) over (partition by nr, call_id) as has_message from each_call) seen where is_written or not has_message
     ), standing as (
       select newest.*, c.progress, row_number() over (partition by newest.nr order by newest.sent_at desc, newest.id desc) as latest,
         case when o.state <> 'running' or ${isReplaced} then 'over'
           when ${isOwing} then 'owing' else 'answered' end as standing
       from newest join call c on c.id = newest.call_id join call_out o on o.id = c.call_out_id
     )
     select (nr - 1)::int as nr, id as "attemptId", carrier_id as "carrierId", call_id as "callId", person_id as "personId",
       area_code as "areaCode", reach, sent_at as "sentAt", is_written as "isWritten", standing, progress, coalesce(says.said, '{}') as said
     from standing
     cross join lateral (
       select jsonb_object_agg(kind, at) as said from (
         select kind, max(at) as at from receipt
         where receipt.call_id = standing.call_id and receipt.person_id = standing.person_id group by kind) each_kind
     ) says
     where standing <> 'over' or latest = 1`,
    [answers.map(({ number }) => tx.lookup('number', number)), answers.map(({ at }) => at)],
  );
}

/** Who has a number, where it is one person's. */
export interface Sender {
  personId: number;
  areaCode: string;
}

/** Needs the personal role. */
export async function sendersOf(tx: Tx, numbers: readonly string[]): Promise<Map<string, Sender>> {
  const sought = new Map(numbers.map((number) => [tx.lookup('number', number), number]));
  const rows = await tx.query<Sender & Row & { number: string }>(
    `select r.number, min(k.person_id) as "personId", min(k.area_code) as "areaCode"
     from (select distinct number from unnest($1::text[]) number) r
     join contact k on k.channel = 'mobile' and k.number_key = r.number
     group by r.number having count(distinct k.person_id) = 1`,
    [[...sought.keys()]],
  );
  return new Map(rows.map(({ number, ...sender }) => [sought.get(number)!, sender]));
}
