import { AreaCode } from '#contract/areas.ts';
import { pageAddresses, type PageName } from '#contract/pages.ts';
import type { Right, Session } from '#contract/session.ts';

/** What a screen is for; null: for everybody who is signed in. A screen of which one right is enough names them all. */
const rightsFor: Record<PageName, readonly Right[] | null> = {
  map: null,
  ledger: ['ledger.read', 'call.answerFor'],
  admin: ['policy.edit', 'tree.read', 'user.edit'],
};

export function mayOpen(session: Session, page: PageName): boolean {
  return rightsFor[page]?.some((right) => session.rights.includes(right)) ?? true;
}

/** The screens to choose from; none when there is only one. */
export function screensFor(session: Session): PageName[] {
  const open = (Object.keys(pageAddresses) as PageName[]).filter((page) => mayOpen(session, page));
  return open.length > 1 ? open : [];
}

/** Where a link from elsewhere leads: an area to fly to, and a layer to switch on. */
export interface Destination {
  area: AreaCode | null;
  layerId: string | null;
}

export function destinationOf(search: string): Destination {
  const query = new URLSearchParams(search);
  const area = AreaCode.safeParse(query.get('fly'));
  return { area: area.success ? area.data : null, layerId: query.get('show') };
}

/** What the address bar says about the view, so that a link restores it. */
export interface Address {
  incidentId: string | null;
}

export function readAddress(search: string): Address {
  return { incidentId: new URLSearchParams(search).get('incident') };
}

/** The query of a link to this view; keeps what others have put there. */
export function writeAddress(search: string, { incidentId }: Address): string {
  const query = new URLSearchParams(search);
  if (incidentId === null) query.delete('incident');
  else query.set('incident', incidentId);
  const text = query.toString();
  return text ? `?${text}` : '';
}
