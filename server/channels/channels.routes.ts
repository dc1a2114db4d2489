import { Router } from 'express';
import { z } from 'zod';
import { callingChannels, ChannelLimits } from '../contract/channels.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { channelHealth, editLimits } from './channels.commands.ts';

/** The channels: how each does for whoever is signed in, its limits for an administrator. */
export function channelRoutes(database: Database, clock: Clock): Router {
  return Router()
    .get('/channels', async (req, res) => {
      res.json(await database.transaction(scopeOf(req), (tx) => channelHealth(tx, clock.now())));
    })
    .put('/channels/:id', async (req, res) => {
      const editor = requireRight(req, 'policy.edit');
      const id = idFrom(z.enum(callingChannels), req.params.id, 'channel/unknown');
      const limits = ChannelLimits.parse(req.body);
      const channels = await database.transaction(scopeOf(req), (tx) => editLimits(tx, { id, limits, editor }, clock.now()));
      res.json(channels.find((channel) => channel.id === id));
    });
}
