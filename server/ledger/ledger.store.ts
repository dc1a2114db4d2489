import type { LedgerEntry, LedgerFilter } from '../contract/ledger.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import { Conditions, ofCalls, ofEntries } from './ledger-filter.store.ts';
import type { After } from './ledger.rules.ts';

type Known = 'at' | 'issuedAt';
type Perhaps = 'dialledAt' | 'connectedAt' | 'answeredAt' | 'saidAt' | 'onPostAt' | 'closedAt';
type LedgerRow = Row & Omit<LedgerEntry, Known | Perhaps> & Record<Known, Date> & Record<Perhaps, Date | null>;

/**
 * A page of the ledger, newest first. Attempts and receipts are each read along their own index from where the page before ended, then
 * merged, so that a page late in a long ledger costs no more than the first.
 *
 * `inClear` needs a transaction with the personal role. A number that was replaced since is masked even then: it is kept no other way.
 */
export async function ledgerEntries(
  tx: Tx,
  filter: LedgerFilter,
  { after, limit, inClear = false }: { after: After; limit: number; inClear?: boolean },
): Promise<LedgerEntry[]> {
  const values = [after.at, after.attemptId, after.receiptId, limit];
  const calls = ofCalls(new Conditions(values), filter).text;
  const ofAttempts = calls + ofEntries(new Conditions(values), filter, 'attempt').text;
  const ofReceipts = calls + ofEntries(new Conditions(values), filter, 'receipt').text;
  const rows = await tx.query<LedgerRow>(
    `with page as (
       (select a.queued_at as at, 0 as kind, a.id as attempt_id, null::uuid as receipt_id, a.call_id, a.person_id
        from attempt a join call c on c.id = a.call_id join call_out o on o.id = c.call_out_id left join post p on p.id = c.post_id
        where (a.queued_at, a.id) < ($1::timestamptz, $2::bigint)${ofAttempts}
        order by a.queued_at desc, a.id desc limit $4)
       union all
       (select r.received_at, 1, null, r.id, r.call_id, r.person_id
        from receipt r join call c on c.id = r.call_id join call_out o on o.id = c.call_out_id left join post p on p.id = c.post_id
        where (r.received_at, r.id) < ($1::timestamptz, $3::uuid)${ofReceipts}
        order by r.received_at desc, r.id desc limit $4)
       order by at desc, kind desc, attempt_id desc, receipt_id desc limit $4
     )
     select ${columns(inClear)} ${joins}
     order by page.at desc, page.kind desc, page.attempt_id desc, page.receipt_id desc`,
    values,
  );
  return rows.map(entryFrom);
}

const joins = `from page
  join call c on c.id = page.call_id
  join incident i on i.id = c.incident_id
  join call_out o on o.id = c.call_out_id
  join notice n on n.id = o.notice_id
  join area on area.code = c.area_code
  join person who on who.id = c.person_id
  left join post p on p.id = c.post_id
  left join app_user ordered on ordered.id = o.requested_by
  left join app_user released on released.id = o.released_by
  left join app_user closer on closer.id = o.closed_by
  left join notice ending on ending.id = o.closed_by_notice
  left join attempt a on a.id = page.attempt_id
  left join receipt r on r.id = page.receipt_id
  left join app_user typist on typist.id = r.user_id
  left join person reached on reached.id = page.person_id
  left join contact on contact.person_id = a.person_id and contact.ordinal = a.contact_ordinal`;

function columns(inClear: boolean): string {
  const name = inClear ? 'name' : 'masked_name';
  return `case page.kind when 0 then 'A' || page.attempt_id else 'R' || page.receipt_id end as number,
    case page.kind when 0 then 'attempt' else 'receipt' end as entry, page.at,
    i.id as "incidentId", i.name as "incidentName", i.mode as "incidentMode",
    n.id as "noticeId", n.kind as "noticeKind", case n.kind when 'warning' then n.id end as "warningId",
    n.subject as identifier, n.version, n.words -> 'zh' ->> 'event' as event, o.level, n.sent_at as "issuedAt", o.id as "callOutId", c.id as "callId",
    c.area_code as "areaCode", area.name_zh as "areaNameZh", area.name_en as "areaNameEn",
    ordered.display_name as "orderedBy", released.display_name as "releasedBy",
    c.person_id as "personId", who.${name} as name, coalesce(p.kind, 'household') as "postKind", coalesce(p.level, 'household') as "postLevel",
    c.state as "callState", coalesce(a.reach, r.answered_by) as reach,
    coalesce(reached.${name}, typist.display_name, '') as "reachedName",
    coalesce(a.channel, r.via) as channel, coalesce(a.former_address, contact.${inClear ? 'address' : 'masked_address'}) as address,
    ${reason} as reason, a.rung, a.tries, a.sent_at as "dialledAt", coalesce(a.connected_at, a.shown_at) as "connectedAt", a.answered_at as "answeredAt",
    coalesce(a.outcome, a.state) as result, a.failure, a.heard_seconds as "heardSeconds", a.provider_id as "providerId",
    r.kind as reply, r.at as "saidAt", r.counts,
    (select kin.${name} from evacuee e join person kin on kin.id = e.person_id where e.household_id = r.household_id order by kin.id limit 1) as household,
    (select 'R' || by_id from receipt_correction gone where gone.replaced_id = r.id limit 1) as "replacedBy", r.note, coalesce(r.flags, '{}') as flags,
    (select min(post.at) from receipt post where post.call_id = c.id and post.kind = 'onPost') as "onPostAt",
    exists (select from receipt door where door.call_id = c.id and door.answered_by = 'door') as "confirmedOnSite",
    o.closed_at as "closedAt", o.close_reason as "closeReason", closer.display_name as "closedBy", ending.subject as "closedByWarning", who.synthetic`;
}

const reason = `case when a.id is null then null when a.channel = 'sheet' then 'printed' when a.purpose <> 'call' then a.purpose
  when a.reach = 'assignee' or a.again > 0 then 'byHand' when a.reach <> 'self' then 'escalated' when a.rung > 0 then 'redialled' else 'called' end`;

function entryFrom({ at, issuedAt, dialledAt, connectedAt, answeredAt, saidAt, onPostAt, closedAt, ...row }: LedgerRow): LedgerEntry {
  return {
    ...row,
    at: at.toISOString(),
    issuedAt: issuedAt.toISOString(),
    dialledAt: instant(dialledAt),
    connectedAt: instant(connectedAt),
    answeredAt: instant(answeredAt),
    saidAt: instant(saidAt),
    onPostAt: instant(onPostAt),
    closedAt: instant(closedAt),
  };
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
