import type { Router } from 'express';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import { routes } from '../kernel/http/routes.ts';
import { channelHealth, editLimits } from './channels.commands.ts';

/** The channels: how each does for whoever is signed in, its limits for an administrator. */
export function channelRoutes(database: Database, clock: Clock): Router {
  return routes(database, {
    'get /channels': ({ scoped }) => scoped((tx) => channelHealth(tx, clock.now())),
    'put /channels/:id': async ({ params: { id }, body: limits, session: editor, scoped }) => {
      const channels = await scoped((tx) => editLimits(tx, { id, limits, editor }, clock.now()));
      return channels.find((channel) => channel.id === id)!;
    },
  });
}
