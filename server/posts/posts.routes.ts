import type { Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { routes, type DoneBy } from '../kernel/http/routes.ts';
import { dropContact, editContact, editPost, type Editor } from './posts.commands.ts';
import { postsOfArea } from './posts.store.ts';

export function postRoutes(database: Database, clock: Clock): Router {
  const editorOf = ({ session, ...from }: DoneBy): Editor => ({ editor: session, now: clock.now(), ...from });
  return routes(database, {
    'get /posts': ({ query: { area }, scoped }) => scoped((tx) => postsOfArea(tx, area, clock.now())),
    'put /posts/:id': ({ params: { id }, body: edited, by, scoped }) => scoped((tx) => editPost(tx, editorOf(by), { id, edited })),
    'put /people/:id/contacts/:ordinal': async ({ params: { id: personId, ordinal }, body: contact, by, scoped }) => {
      await scoped((tx) => editContact(tx, editorOf(by), { personId, ordinal, contact }));
    },
    'delete /people/:id/contacts/:ordinal': async ({ params: { id: personId, ordinal }, by, scoped }) => {
      await scoped((tx) => dropContact(tx, editorOf(by), { personId, ordinal }));
    },
  });
}
