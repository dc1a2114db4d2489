import { keepFormerAddress } from '../calls/attempts.store.ts';
import type { EditedContact, EditedPost, Post } from '../contract/posts.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import type { Tx } from '../kernel/db/db.ts';
import { lockUntilCommit } from '../kernel/db/locks.ts';
import { Refusal } from '../kernel/refusal.ts';
import { tidyContact } from '../people/contacts.rules.ts';
import { removeContact, saveContact } from '../people/contacts.store.ts';
import { passHouseholds } from '../people/evacuees.store.ts';
import { personById } from '../people/people.store.ts';
import { checkPost } from './posts.rules.ts';
import { leadsTo, lockPost, postById, postLevel, savePost, type LockedPost } from './posts.store.ts';

export interface Editor {
  editor: Session;
  now: Date;
  /** Network address of who edits. */
  address?: string;
}

/**
 * Gives a post its person, its deputy and its superior. The households of a guardian go with the post.
 *
 * The next call-out goes by it; one that runs has its calls already, but climbs the tree as it stands when it climbs.
 */
export async function editPost(tx: Tx, about: Editor, { id, edited }: { id: number; edited: EditedPost }): Promise<Post> {
  await lockUntilCommit(tx, 'postTree');
  const post = await lockPost(tx, id);
  if (!post) throw new Refusal('post/unknown');
  await checkPeople(tx, post, edited);
  await checkSuperior(tx, post, edited);
  await savePost(tx, id, edited);
  if (post.kind === 'guardian') await passHouseholds(tx, { areaCode: post.areaCode, from: post.personId, to: edited.personId });
  await audit(tx, about, { action: 'post.changed', subject: changeOf(post, edited), areaCode: post.areaCode });
  return (await postById(tx, id, about.now))!;
}

/** Only people of the editor's area can be given a post; who is there already may stay. */
async function checkPeople(tx: Tx, post: LockedPost, { personId, deputyId }: EditedPost): Promise<void> {
  const isNew = (id: number | null): id is number => id !== null && id !== post.personId && id !== post.deputyId;
  for (const id of [personId, deputyId].filter(isNew)) if (!(await personById(tx, id))) throw new Refusal('person/unknown');
}

async function checkSuperior(tx: Tx, post: LockedPost, edited: EditedPost): Promise<void> {
  const { superiorPostId } = edited;
  const isMoved = superiorPostId !== null && superiorPostId !== post.superiorPostId;
  const superior = isMoved ? await postLevel(tx, superiorPostId) : undefined;
  if (isMoved && !superior) throw new Refusal('post/unknown');
  checkPost(post, edited, superior ?? null);
  if (isMoved && (await leadsTo(tx, superiorPostId, post.id))) throw new Refusal('post/cycle');
}

function changeOf(post: LockedPost, edited: EditedPost): string {
  const parts = [
    ['person', post.personId, edited.personId],
    ['deputy', post.deputyId, edited.deputyId],
    ['superior', post.superiorPostId, edited.superiorPostId],
  ] as const;
  const changed = parts
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `${name} ${before ?? 'none'} -> ${after ?? 'none'}`);
  return `post ${post.id}: ${changed.join(', ') || 'unchanged'}`;
}

/** Sets one of the ways to reach a person. The trail says that it changed, never to what. */
export async function editContact(
  tx: Tx,
  about: Editor,
  { personId, ordinal, contact }: { personId: number; ordinal: number; contact: EditedContact },
): Promise<void> {
  const tidy = tidyContact(contact);
  const { areaCode } = await someone(tx, personId);
  await keepFormerAddress(tx, { personId, ordinal });
  await saveContact(tx, { personId, ordinal, areaCode }, tidy);
  await audit(tx, about, { action: 'contact.changed', subject: `person ${personId}, contact ${ordinal}: ${tidy.channel}`, areaCode });
}

export async function dropContact(tx: Tx, about: Editor, { personId, ordinal }: { personId: number; ordinal: number }): Promise<void> {
  const { areaCode } = await someone(tx, personId);
  await keepFormerAddress(tx, { personId, ordinal });
  if (!(await removeContact(tx, { personId, ordinal, areaCode }))) throw new Refusal('contact/unknown');
  await audit(tx, about, { action: 'contact.removed', subject: `person ${personId}, contact ${ordinal}`, areaCode });
}

async function someone(tx: Tx, personId: number): Promise<{ areaCode: string }> {
  const person = await personById(tx, personId);
  if (!person) throw new Refusal('person/unknown');
  return person;
}

async function audit(tx: Tx, about: Editor, line: { action: string; subject: string; areaCode: string }): Promise<void> {
  const { userId, username } = about.editor;
  await insertAudit(tx, { at: about.now, userId, username, ...line, ...(about.address && { address: about.address }) });
}
