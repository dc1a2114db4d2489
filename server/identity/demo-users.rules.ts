/**
 * Whether users with a published password may exist. Never on a production database: it is reachable by others, and the password
 * stands in the README.
 */
export function demoUsersAllowed(environment: { DATABASE_URL?: string | undefined; NODE_ENV?: string | undefined }): boolean {
  return !(environment.DATABASE_URL && environment.NODE_ENV === 'production');
}
