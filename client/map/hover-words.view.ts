import type { LayerEntry } from '#contract/layers.ts';
import { say, sayOr } from '../words/words.ts';
import type { Told } from '../cartography/card.ts';
import type { Picked, PickedRecords } from '../cartography/pick.ts';

/** Lines of the card that fit beside the pointer. */
const linesShown = 2;

type Telling = (picked: Exclude<Picked, PickedRecords>) => Told;

/** What the pointer rests on, without asking the server: the beginning of the card that a click would open. */
export function hoverWords(picked: Picked, catalogue: readonly LayerEntry[], tell: Telling): string {
  if (picked.kind === 'records') return recordWords(picked, catalogue);
  const { label, title, lines } = tell(picked);
  const texts = lines.filter((line) => line.kind === 'text').slice(0, linesShown);
  return [label, title, ...texts.map((line) => `${line.label} ${line.text}`)].join(' · ');
}

function recordWords({ layerId, ids, properties }: PickedRecords, catalogue: readonly LayerEntry[]): string {
  const entry = catalogue.find(({ id }) => id === layerId);
  const columns = entry?.kind === 'register' ? entry.columns : [];
  const words = columns.flatMap(({ name, wordKey }) => {
    const slug = properties[name];
    return slug ? [sayOr(`${wordKey}/${slug}`, slug)] : [];
  });
  const many = ids.length > 1 ? [say('card/here', { count: ids.length })] : [];
  return [say(`layer/${layerId}`), ...words, ...many].join(' · ');
}
