import type { CallId } from '../contract/calls.ts';
import { repliesLimit, type Reply } from '../contract/replies.ts';
import type { Row, Tx } from '../kernel/db/db.ts';
import { isOwed } from '../calls/calls.where.ts';

/** The running calls of whoever sent a message: their own, those for which they were reached, and the one that it was about. */
const callsOf = `(
  select coalesce(json_agg(json_build_object('id', c.id, 'personId', c.person_id, 'postKind', coalesce(post.kind, 'household'), 'areaCode', c.area_code,
      'state', c.state, 'calledAt', c.called_at, 'maskedName', called.masked_name, 'noticeKind', n.kind, 'headline', n.words -> 'zh' ->> 'headline')
    order by c.called_at desc, c.id), '[]')
  from call c
  join call_out o on o.id = c.call_out_id and o.state = 'running'
  join notice n on n.id = o.notice_id
  join person called on called.id = c.person_id
  left join post on post.id = c.post_id
  where c.id in (select call_id from attempt where person_id = m.person_id union select m.call_id)
    and ${isOwed})`;

const columns = `m.id, m.channel, m.at, case when m.address <> '' then m.masked_address end as sender, sender.masked_name as "maskedName",
  m.text, m.call_id as "callId", m.person_id as "personId", m.area_code as "areaCode", m.state, ${callsOf} as calls`;
const from = `inbound_message m left join person sender on sender.id = m.person_id`;

type ReplyRow = Omit<Reply, 'at'> & { at: Date } & Row;

/** The newest replies of that state in the transaction's scope. Needs the personal role for their words. */
export async function repliesOf(tx: Tx, state: Reply['state']): Promise<Reply[]> {
  const rows = await tx.query<ReplyRow>(`select ${columns} from ${from} where m.state = $1 order by m.id desc limit $2`, [
    state,
    repliesLimit,
  ]);
  return rows.map(replyFrom);
}

export async function repliesCount(tx: Tx, state: Reply['state']): Promise<number> {
  const row = await tx.one<{ count: number }>(`select count(*)::int as count from inbound_message where state = $1`, [state]);
  return row!.count;
}

export async function replyById(tx: Tx, id: number): Promise<Reply | undefined> {
  const row = await tx.one<ReplyRow>(`select ${columns} from ${from} where m.id = $1 and m.state <> 'read'`, [id]);
  return row && replyFrom(row);
}

function replyFrom({ at, calls, ...row }: ReplyRow): Reply {
  return { ...row, at: at.toISOString(), calls: calls.map((call) => ({ ...call, calledAt: new Date(call.calledAt).toISOString() })) };
}

/** A reply as whoever settles it finds it, locked. */
export interface LockedReply {
  at: Date;
  text: string;
  address: string;
  areaCode: string | null;
  callId: CallId | null;
  state: Reply['state'];
}

/** Within the transaction's scope. Needs the personal role. */
export async function holdReply(tx: Tx, id: number): Promise<LockedReply | undefined> {
  return tx.one<LockedReply & Row>(
    `select at, text, address, area_code as "areaCode", call_id as "callId", state from inbound_message
     where id = $1 and state <> 'read' for no key update`,
    [id],
  );
}
