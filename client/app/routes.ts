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
