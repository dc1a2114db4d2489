import type { LayerEntry } from '#contract/layers.ts';
import { say, sayOr } from '../words/words.ts';
import type { Picked } from './pick.ts';

/** What the pointer rests on, without asking the server: the layer, and the words of its columns. */
export function hoverWords({ layerId, ids, properties }: Picked, catalogue: readonly LayerEntry[]): string {
  const entry = catalogue.find(({ id }) => id === layerId);
  const columns = entry?.kind === 'register' ? entry.columns : [];
  const words = columns.flatMap(({ name, wordKey }) => {
    const slug = properties[name];
    return slug ? [sayOr(`${wordKey}/${slug}`, slug)] : [];
  });
  const many = ids.length > 1 ? [say('card/here', { count: ids.length })] : [];
  return [say(`layer/${layerId}`), ...words, ...many].join(' · ');
}
