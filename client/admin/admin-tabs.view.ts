import { AreaCode } from '#contract/areas.ts';
import { mayDo, type Right, type Session } from '#contract/session.ts';

export const adminTabs = ['policies', 'channels', 'tree', 'duty', 'users'] as const;
export type AdminTab = (typeof adminTabs)[number];

const rightFor: Record<AdminTab, Right> = {
  policies: 'policy.edit',
  channels: 'policy.edit',
  tree: 'tree.read',
  duty: 'tree.read',
  users: 'user.edit',
};

/** What the address says: which section, and of which area. */
export interface AdminView {
  tab: AdminTab | null;
  area: AreaCode | null;
}

/** The sections for somebody's rights, in order. */
export function tabsFor(session: Session): AdminTab[] {
  return adminTabs.filter((tab) => mayDo(session, rightFor[tab]));
}

export function readView(search: string): AdminView {
  const query = new URLSearchParams(search);
  const area = AreaCode.safeParse(query.get('area'));
  return { tab: adminTabs.find((tab) => tab === query.get('tab')) ?? null, area: area.success ? area.data : null };
}

export function writeView({ tab, area }: AdminView): string {
  const query = new URLSearchParams({ ...(tab && { tab }), ...(area && { area }) });
  return query.size > 0 ? `?${query}` : '';
}
