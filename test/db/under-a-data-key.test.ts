import { dataKeys } from '../support/data-keys.ts';

// What these hold is to hold as well where rows are sealed: the same suites once more, on PostgreSQL.
process.env.TEST_DATA_KEY = dataKeys.first;
await import('./people.test.ts');
await import('./replies.test.ts');
await import('./unread-replies.test.ts');
