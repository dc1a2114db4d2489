/** What says where the server stands. */
export interface Deployment {
  isProduction: boolean;
  host: string;
}

/**
 * Whether users with a published password may exist. Never in production, and never where the server listens to more than its own machine,
 * whichever database it has: others reach it, and the password stands in the README.
 */
export function demoUsersAllowed({ isProduction, host }: Deployment): boolean {
  return !isProduction && isLoopback(host);
}

/** RFC 1122, 3.2.1.3 (g), RFC 4291, 2.5.3, and RFC 6761, 6.3. */
function isLoopback(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[?::1\]?|(.+\.)?localhost)$/i.test(host);
}
