import type { AreaCode } from '../contract/areas.ts';
import type { EditedPost, Post } from '../contract/posts.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

const personOf = (id: string) => `(
  select json_build_object('id', person.id, 'areaCode', person.area_code, 'maskedName', person.masked_name, 'contacts', (
    select coalesce(json_agg(json_build_object('ordinal', contact.ordinal, 'channel', contact.channel, 'maskedAddress', contact.masked_address,
        'cannotDial', coalesce(not contact.dials, false),
        'hasFailed', exists (select from failed_number f where f.person_id = contact.person_id and f.ordinal = contact.ordinal))
      order by contact.ordinal), '[]')
    from contact where contact.person_id = person.id))
  from person where person.id = ${id})`;

const columns = `post.id, post.area_code as "areaCode", post.level, post.kind, post.department, ${personOf('post.person_id')} as person,
  ${personOf('post.deputy_id')} as deputy, post.superior_post_id as "superiorPostId",
  (select json_build_object('kind', superior.kind, 'areaCode', superior.area_code, 'areaNameZh', area.name_zh, 'areaNameEn', area.name_en)
   from post superior join area on area.code = superior.area_code where superior.id = post.superior_post_id) as superior,
  (select json_build_object('id', id, 'maskedName', masked_name) from person where id = holders.person_id) as holder,
  holders.is_away as "isAway"`;

/** From the highest down; guardians last. */
export function postsOfArea(tx: Tx, area: AreaCode, at: Date): Promise<Post[]> {
  return tx.query<Post & Row>(
    `select ${columns} from post join holders_at($2) holders on holders.post_id = post.id
     where post.area_code = $1 and post.kind <> 'testDevice' order by post.level = 'household', post.id`,
    [area, at],
  );
}

export function postById(tx: Tx, id: number, at: Date): Promise<Post | undefined> {
  return tx.one<Post & Row>(`select ${columns} from post join holders_at($2) holders on holders.post_id = post.id where post.id = $1`, [
    id,
    at,
  ]);
}

export type LockedPost = Pick<Post, 'id' | 'areaCode' | 'level' | 'kind' | 'superiorPostId'> & {
  personId: number;
  deputyId: number | null;
};

/** A post as it stands, held until the transaction ends. */
export function lockPost(tx: Tx, id: number): Promise<LockedPost | undefined> {
  return tx.one<LockedPost & Row>(
    `select id, area_code as "areaCode", level, kind, person_id as "personId", deputy_id as "deputyId", superior_post_id as "superiorPostId"
     from post where id = $1 for no key update`,
    [id],
  );
}

export function postLevel(tx: Tx, id: number): Promise<Pick<Post, 'level'> | undefined> {
  return tx.one<Pick<Post, 'level'> & Row>(`select level from post where id = $1`, [id]);
}

/** Whether the superiors of a post lead to another one, or it is that one; past what the transaction may see. */
export async function leadsTo(tx: Tx, start: number, target: number): Promise<boolean> {
  const row = await tx.one<{ leads: boolean }>(`select post_leads_to($1, $2) as leads`, [start, target]);
  return row!.leads;
}

export async function savePost(tx: Tx, id: number, { personId, deputyId, superiorPostId }: EditedPost): Promise<void> {
  await tx.query(`update post set person_id = $2, deputy_id = $3, superior_post_id = $4 where id = $1`, [
    id,
    personId,
    deputyId,
    superiorPostId,
  ]);
}
