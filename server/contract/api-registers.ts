import { z } from 'zod';
import { Area, AreasQuery } from './areas.ts';
import { Figures } from './figures.ts';
import { HazardStateChange } from './hazards.ts';
import { LayerEntry } from './layers.ts';
import type { Operation } from './operation.ts';
import { hazardPath, layerPath, personPath, recordPath, typhoonPath } from './path-params.ts';
import { Person, RevealedPerson, RevealRequest } from './people.ts';
import { RecordCard, RecordsQuery } from './records.ts';
import { SearchHit, SearchQuery } from './search.ts';
import { Typhoon, TyphoonSummary } from './typhoons.ts';

export const registerOperations = [
  { method: 'get', path: '/figures', summary: 'The city in counts', access: 'public', answers: { 200: Figures } },
  {
    method: 'get',
    path: '/areas',
    summary: 'City, counties and townships; with level: all villages, with parent those of a township',
    access: 'session',
    query: AreasQuery,
    answers: { 200: z.array(Area) },
  },
  {
    method: 'get',
    path: '/areas/boundaries',
    summary: 'Schematic outlines of counties and townships',
    access: 'session',
    answers: { 200: { contentType: 'application/geo+json', description: 'A FeatureCollection' } },
  },
  {
    method: 'get',
    path: '/search',
    summary: 'Areas, shelters, supply points, teams and enterprises by name, initials or code',
    access: 'session',
    query: SearchQuery,
    answers: { 200: z.array(SearchHit) },
  },
  {
    method: 'get',
    path: '/layers',
    summary: 'The layer catalogue, with what of each I am sent',
    access: 'session',
    answers: { 200: z.array(LayerEntry) },
  },
  {
    method: 'get',
    path: '/layers/:id',
    params: layerPath,
    summary: 'A register as columns',
    access: 'session',
    answers: {
      200: {
        contentType: 'application/octet-stream',
        description: 'Positions, ids and byte columns; see server/contract/layer-columns.ts',
      },
      304: null,
    },
    refusals: ['layer/unknown'],
  },
  {
    method: 'get',
    path: '/layers/:id/records',
    params: layerPath,
    summary: 'Cards of several records, people masked',
    access: 'session',
    query: RecordsQuery,
    answers: { 200: z.array(RecordCard) },
    refusals: ['layer/unknown', 'session/not-allowed'],
  },
  {
    method: 'get',
    path: '/layers/:id/records/:recordId',
    params: recordPath,
    summary: 'The card of one record, people masked',
    access: 'session',
    answers: { 200: RecordCard },
    refusals: ['layer/unknown', 'record/unknown', 'session/not-allowed'],
  },
  {
    method: 'put',
    path: '/incidents/:id/hazards/:hazardId/state',
    params: hazardPath,
    summary: 'Move a hazard along the ledger',
    access: 'register.edit',
    body: HazardStateChange,
    answers: { 200: { contentType: 'application/json', description: 'The fact that was recorded' } },
    refusals: ['incident/unknown', 'incident/closed', 'hazard/unknown', 'hazard/unowned', 'hazard/not-reviewed', 'area/outside'],
  },
  { method: 'get', path: '/typhoons', summary: 'Typhoons with a track', access: 'session', answers: { 200: z.array(TyphoonSummary) } },
  {
    method: 'get',
    path: '/typhoons/:id',
    params: typhoonPath,
    summary: 'A best track with classes and wind radii',
    access: 'session',
    answers: { 200: Typhoon },
    refusals: ['typhoon/unknown'],
  },
  {
    method: 'get',
    path: '/people/:id',
    params: personPath,
    summary: 'A person, masked',
    access: 'session',
    answers: { 200: Person },
    refusals: ['person/unknown'],
  },
  {
    method: 'post',
    path: '/people/:id/reveal',
    params: personPath,
    summary: 'A person in the clear, for a purpose that is written down',
    access: 'people.reveal',
    body: RevealRequest,
    answers: { 200: RevealedPerson },
    refusals: ['person/unknown'],
  },
] as const satisfies readonly Operation[];
