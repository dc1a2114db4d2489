import { Router, type Request } from 'express';
import { ContactOrdinal, EditedContact, EditedPost, PostsQuery, RowId } from '../contract/posts.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { dropContact, editContact, editPost, type Editor } from './posts.commands.ts';
import { postsOfArea } from './posts.store.ts';

export function postRoutes(database: Database, clock: Clock): Router {
  const editor = (req: Request): Editor => ({
    editor: requireRight(req, 'duty.edit'),
    now: clock.now(),
    ...(req.ip && { address: req.ip }),
  });
  const contactOf = (req: Request) => ({
    personId: idFrom(RowId, req.params.id, 'person/unknown'),
    ordinal: idFrom(ContactOrdinal, req.params.ordinal, 'contact/unknown'),
  });
  return Router()
    .get('/posts', async (req, res) => {
      requireRight(req, 'tree.read');
      const { area } = PostsQuery.parse(req.query);
      res.json(await database.transaction(scopeOf(req), (tx) => postsOfArea(tx, area, clock.now())));
    })
    .put('/posts/:id', async (req, res) => {
      const by = editor(req);
      const wanted = { id: idFrom(RowId, req.params.id, 'post/unknown'), edited: EditedPost.parse(req.body) };
      res.json(await database.transaction(scopeOf(req), (tx) => editPost(tx, by, wanted)));
    })
    .put('/people/:id/contacts/:ordinal', async (req, res) => {
      const by = editor(req);
      const wanted = { ...contactOf(req), contact: EditedContact.parse(req.body) };
      await database.transaction(scopeOf(req), (tx) => editContact(tx, by, wanted));
      res.status(204).end();
    })
    .delete('/people/:id/contacts/:ordinal', async (req, res) => {
      const by = editor(req);
      await database.transaction(scopeOf(req), (tx) => dropContact(tx, by, contactOf(req)));
      res.status(204).end();
    });
}
