import { type Request, Router } from 'express';
import { type CataloguedRegister, liveCatalogue, registerCatalogue, rightForDots } from '../../geodata/layers/catalogue.ts';
import type { LayerDetail, LayerEntry } from '../contract/layers.ts';
import { RecordId, RecordIds } from '../contract/records.ts';
import { mayDo } from '../contract/session.ts';
import type { Database } from '../kernel/db.ts';
import { idFrom, scopeOf, sessionOf } from '../kernel/http.ts';
import { type Packed, PackedAnswers, sendPacked } from '../kernel/packed-answers.ts';
import { Refusal } from '../kernel/refusal.ts';
import { makeLayer, recordCards } from './layers.commands.ts';
import { type LayerVersion, layerVersions, versionOf } from './layers.store.ts';

/** Registers for the map: the catalogue, each layer as columns, and the card of a record that was clicked. */
export function layerRoutes(database: Database): Router {
  const packed = new PackedAnswers<{ count: number }>();

  /** One packing for each layer, area and detail: what one county is sent is never kept for another. */
  const packedFor = (req: Request, layer: CataloguedRegister, version: number): Promise<Packed<{ count: number }>> => {
    const scope = scopeOf(req);
    const detail = detailFor(req, layer);
    return packed.get(`${layer.id} ${detail} ${scope.area}`, version, () =>
      database.transaction(scope, (tx) => makeLayer(tx, { layer, detail })),
    );
  };

  const entryFor = async (req: Request, layer: CataloguedRegister, { version, updatedAt }: LayerVersion): Promise<LayerEntry> => {
    const { about, brotli } = await packedFor(req, layer, version);
    return { ...layer, detail: detailFor(req, layer), count: about.count, version, bytes: brotli.length, updatedAt };
  };

  return Router()
    .get('/layers', async (req, res) => {
      const versions = await database.transaction(scopeOf(req), layerVersions);
      const registers = await Promise.all(registerCatalogue.map((layer) => entryFor(req, layer, versions.get(layer.id)!)));
      res.set('cache-control', 'private, no-cache').json([...registers, ...liveCatalogue]);
    })
    .get('/layers/:id', async (req, res) => {
      const layer = layerFrom(req.params.id);
      const { version } = await database.transaction(scopeOf(req), (tx) => versionOf(tx, layer.id));
      sendPacked(req, res, { packed: await packedFor(req, layer, version), type: 'application/octet-stream' });
    })
    .get('/layers/:id/records', async (req, res) => {
      const layer = recordsFrom(req, req.params.id);
      const ids = RecordIds.parse(req.query.ids);
      res.json(await database.transaction(scopeOf(req), (tx) => recordCards(tx, layer.id, ids)));
    })
    .get('/layers/:id/records/:recordId', async (req, res) => {
      const layer = recordsFrom(req, req.params.id);
      const id = idFrom(RecordId, req.params.recordId, 'record/unknown');
      const [card] = await database.transaction(scopeOf(req), (tx) => recordCards(tx, layer.id, [id]));
      if (!card) throw new Refusal('record/unknown');
      res.json(card);
    });
}

function layerFrom(id: string): CataloguedRegister {
  const layer = registerCatalogue.find((each) => each.id === id);
  if (!layer) throw new Refusal('layer/unknown');
  return layer;
}

function detailFor(req: Request, { id }: CataloguedRegister): LayerDetail {
  const right = rightForDots[id];
  return right && !mayDo(sessionOf(req), right) ? 'rollUp' : 'dots';
}

/** Who may not see single dots may not see their cards either. */
function recordsFrom(req: Request, id: string): CataloguedRegister {
  const user = sessionOf(req);
  const layer = layerFrom(id);
  const right = rightForDots[layer.id];
  if (right && !mayDo(user, right)) throw new Refusal('session/not-allowed');
  return layer;
}
