/**
 * The token by which the page was opened, out of the address: from there it would be photographed, shared, kept in the history and sent to
 * whatever stands between. The entry of the history keeps it, so that a reload opens the same call also where nothing may be stored.
 */
export function takenToken(): string {
  const query = new URLSearchParams(location.search);
  const token = query.get('token');
  const { state } = history as { state: { token?: unknown } | null };
  if (token === null) return typeof state?.token === 'string' ? state.token : '';
  query.delete('token');
  history.replaceState({ token }, '', `${location.pathname}${query.size > 0 ? `?${query}` : ''}${location.hash}`);
  return token;
}
