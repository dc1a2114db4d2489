import type { Router } from 'express';
import { type CataloguedRegister, liveCatalogue, registerCatalogue, rightForDots } from '../../geodata/layers/catalogue.ts';
import type { OperationNamed } from '../contract/api.ts';
import type { LayerDetail, LayerEntry } from '../contract/layers.ts';
import { mayDo, type Session } from '../contract/session.ts';
import type { Database } from '../kernel/db/db.ts';
import { scopeOf } from '../kernel/http/http.ts';
import { type Packed, PackedAnswers, sendPacked } from '../kernel/http/packed-answers.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes, type Asked } from '../kernel/http/routes.ts';
import { makeLayer, recordCards } from './layers.commands.ts';
import { type LayerVersion, layerVersions, versionOf } from './layers.store.ts';

/** Registers for the map: the catalogue, each layer as columns, and the card of a record that was clicked. */
export function layerRoutes(database: Database): Router {
  const packed = new PackedAnswers<{ count: number }>();

  /** One packing for each layer, area and detail: what one county is sent is never kept for another. */
  const packedFor = (
    { session, req, scoped }: ByReader,
    layer: CataloguedRegister,
    version: number,
  ): Promise<Packed<{ count: number }>> => {
    const detail = detailFor(session, layer);
    return packed.get(`${layer.id} ${detail} ${scopeOf(req).area}`, version, () => scoped((tx) => makeLayer(tx, { layer, detail })));
  };

  const entryFor = async (asked: ByReader, layer: CataloguedRegister, { version, updatedAt }: LayerVersion): Promise<LayerEntry> => {
    const { about, brotli } = await packedFor(asked, layer, version);
    return { ...layer, detail: detailFor(asked.session, layer), count: about.count, version, bytes: brotli.length, updatedAt };
  };

  return routes(database, {
    'get /layers': async (asked) => {
      const versions = await asked.scoped(layerVersions);
      const registers = await Promise.all(registerCatalogue.map((layer) => entryFor(asked, layer, versions.get(layer.id)!)));
      asked.res.set('cache-control', 'private, no-cache');
      return [...registers, ...liveCatalogue];
    },
    'get /layers/:id': async (asked) => {
      const layer = layerNamed(asked.params.id);
      const { version } = await asked.scoped((tx) => versionOf(tx, layer.id));
      const made = await packedFor(asked, layer, version);
      sendPacked(asked.req, asked.res, { packed: made, type: 'application/octet-stream' });
      return undefined;
    },
    'get /layers/:id/records': async ({ params, query: { ids }, session, scoped }) => {
      const layer = recordsFor(session, params.id);
      return scoped((tx) => recordCards(tx, layer.id, ids));
    },
    'get /layers/:id/records/:recordId': async ({ params, session, scoped }) => {
      const layer = recordsFor(session, params.id);
      const [card] = await scoped((tx) => recordCards(tx, layer.id, [params.recordId]));
      if (!card) throw new Refusal('record/unknown');
      return card;
    },
  });
}

type ByReader = Pick<Asked<OperationNamed<'get /layers'>>, 'session' | 'req' | 'scoped'>;

function layerNamed(id: string): CataloguedRegister {
  const layer = registerCatalogue.find((each) => each.id === id);
  if (!layer) throw new Refusal('layer/unknown');
  return layer;
}

function detailFor(session: Session, { id }: CataloguedRegister): LayerDetail {
  const right = rightForDots[id];
  return right && !mayDo(session, right) ? 'rollUp' : 'dots';
}

/** Who may not see single dots may not see their cards either. */
function recordsFor(session: Session, id: string): CataloguedRegister {
  const layer = layerNamed(id);
  const right = rightForDots[layer.id];
  if (right && !mayDo(session, right)) throw new Refusal('session/not-allowed');
  return layer;
}
