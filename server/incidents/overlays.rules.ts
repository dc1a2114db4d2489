import type { Incident } from '../contract/incidents.ts';

/** What happens in an actual incident has happened: the register is changed, too. A drill or a test changes nothing but itself. */
export function isWrittenThrough({ mode }: Pick<Incident, 'mode'>): boolean {
  return mode === 'actual';
}
