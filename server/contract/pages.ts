/** The screens of the desk and the address of each; every other address is a page that does not exist. */
export const pageAddresses = { map: '/', ledger: '/ledger', admin: '/admin' } as const;
export type PageName = keyof typeof pageAddresses;

/** Which screen an address names, null for none. */
export function pageAt(pathname: string): PageName | null {
  const address = pathname.replace(/(.)\/+$/, '$1');
  const [name] = (Object.entries(pageAddresses) as [PageName, string][]).find(([, each]) => each === address) ?? [];
  return name ?? null;
}
