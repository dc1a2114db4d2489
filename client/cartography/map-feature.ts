import type { FeatureCollection, Geometry } from 'geojson';
import type { CSSResult, TemplateResult } from 'lit';
import type {
  GeoJSONSourceDiff,
  GeoJSONSourceSpecification,
  LayerSpecification,
  Map as MapLibreMap,
  Marker,
  SourceSpecification,
} from 'maplibre-gl';
import type { AreaCode } from '#contract/areas.ts';
import type { IconName } from '../ui/icons.ts';
import type { WordKey } from '../words/words.ts';
import type { Bounds } from './camera.ts';
import type { Around, Place, Told } from './card.ts';
import type { Look } from './look.ts';
import type { Theme } from './palette.ts';
import type { Picked, PickedRecords, Picker } from './pick.ts';
import type { Scene } from './scene.ts';

export type SourceData = FeatureCollection<Geometry, object>;
export const nothingDrawn: SourceData = { type: 'FeatureCollection', features: [] };

/** Where style layers lie, from the bottom up; within one tier in the order of the features. */
export const layerTiers = [
  'ground',
  'wash',
  'shade',
  'borders',
  'edges',
  'reach',
  'points',
  'ways',
  'tracks',
  'places',
  'counts',
  'names',
  'badges',
  'ring',
  'captions',
] as const;
export type LayerTier = (typeof layerTiers)[number];

/** Who is asked first what a click opens: people in danger before things, counts before single records, what covers the ground last. */
export const pickTiers = ['people', 'counts', 'names', 'marks', 'records', 'reach', 'wash', 'shade'] as const;
export type PickTier = (typeof pickTiers)[number];

/** Calls of one area that wait for a seat elsewhere: drawn as an arc where there is a graphics card, as a flat line where not. */
export interface Arc {
  code: AreaCode;
  from: [number, number];
  to: [number, number];
  count: number;
}

/** What a feature feeds by itself, for what it draws in parts. */
export interface Surface {
  /** Returns whether anything was drawn anew. */
  feed(source: string, data: SourceData): boolean;
  patch(source: string, changes: GeoJSONSourceDiff): void;
}

/**
 * What one noun brings to one map. `feed` gives the very object of the time before for a source while nothing that it is drawn from has
 * changed, so that comparing references tells what to redraw; hidden layers are not worked out.
 */
export interface MapFeature {
  /** Sources that `feed` or `paint` fill, with what differs from a plain one. */
  readonly fed?: Readonly<Record<string, Pick<GeoJSONSourceSpecification, 'tolerance'>>>;
  /** Sources that are files of our own. */
  readonly files?: Readonly<Record<string, SourceSpecification>>;
  feed?(scene: Scene): Readonly<Record<string, SourceData>>;
  /** Draws in parts what is too large to be fed anew. Returns whether anything was drawn. */
  paint?(scene: Scene, surface: Surface): boolean;
  readonly arcs?: {
    of(scene: Scene): readonly Arc[];
    /** Filled with the flat lines, emptied while arcs are drawn. */
    readonly source: string;
    /** The layer of the list whose opacity they share. */
    readonly layerId: string;
  };
  layers(look: Look): Partial<Record<LayerTier, readonly LayerSpecification[]>>;
  readonly pickers?: Partial<Record<PickTier, readonly Picker[]>>;
  /** Style layers that a click goes through, and why. */
  readonly clickedThrough?: Readonly<Record<string, string>>;
  readonly cards?: Cards;
  /** What it knows of any place that is asked about. */
  about?(place: Place, around: Around): Pick<Told, 'lines' | 'deeds'>;
  /** What of it is on the map now, for the legend. */
  legend?(scene: Scene, theme: Theme): readonly TemplateResult[];
  /** Stands in the lower corner of the map while it has something to say. */
  panel?(scene: Scene, shown: { at: Date; isCompact: boolean }): TemplateResult | null;
  /** Elements above everything that is drawn; what is answered shows a scene. */
  markers?(place: MarkerPlace): (scene: Scene) => void;
  readonly styles?: CSSResult;
  /** What can be brought into view as a whole, with its button. */
  fit?(scene: Scene): { icon: IconName; words: WordKey; bounds: Bounds } | null;
}

/** Where markers stand. The library's class comes with it: a feature is loaded before the library is. */
export interface MarkerPlace {
  map: MapLibreMap;
  Marker: typeof Marker;
  /** Where events begin. */
  element: HTMLElement;
}

/** The card of each kind of thing that it draws. */
export type Cards = { readonly [K in ToldKind]?: (picked: Extract<Picked, { kind: K }>, around: Around) => Told };
type ToldKind = Exclude<Picked, PickedRecords>['kind'];
