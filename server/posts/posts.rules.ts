import { postLevels, type EditedPost, type Post } from '../contract/posts.ts';
import { Refusal } from '../kernel/refusal.ts';

export interface PostPlace {
  level: Post['level'];
}

/** What an edit of a post must hold by itself; that its superiors lead nowhere in a circle is the tree's to say. */
export function checkPost(post: PostPlace & { superiorPostId: number | null }, edited: EditedPost, superior: PostPlace | null): void {
  if (edited.deputyId === edited.personId) throw new Refusal('post/deputy-is-holder');
  const isMoved = edited.superiorPostId !== post.superiorPostId;
  if (isMoved && superior && rank(superior) > rank(post)) throw new Refusal('post/superior-below');
}

/** The city first. */
function rank({ level }: PostPlace): number {
  return postLevels.indexOf(level);
}
