import type { TemplateResult } from 'lit';
import type { AreaCode } from '#contract/areas.ts';
import type { Config } from '#contract/config.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { World } from '#contract/world.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { MapFeature } from '../cartography/map-feature.ts';
import type { SceneParts } from '../cartography/scene.ts';
import type { Destination } from '../shell/routes.ts';
import type { WordKey } from '../words/words.ts';
import type { Desk } from './desk.ts';

/** What a noun may hold for one open desk, beyond the world: told by the desk of what happens, where it wants to know. */
export interface DeskPart {
  /** Another incident is followed, or none: what was read of the one before is put away, or a history was replaced by an earlier copy. */
  incidentChosen?(incident: Incident | null): void | Promise<void>;
  /** Reads what is the same for every incident, before the first one is followed. */
  deskOpened?(): Promise<void>;
  /** The world of the incident has changed. */
  worldChanged?(): void;
  deskClosed?(): void;
}

/** Dialogs and drawers that may be asked for, with what they are about. Each noun adds its own by declaration. */
export interface DialogSubjects {
  /** What the keyboard does. */
  keys: true;
}
type DialogName = keyof DialogSubjects;

export type Side = 'left' | 'right';

/** The open desk, as its features see it: what they may ask of the screen. Asked for again, it answers for the moment. */
export interface DeskHost {
  readonly desk: Desk;
  readonly session: Session | null;
  readonly config: Config | null;
  /** The world at the time shown; null until it was read. */
  readonly world: World | null;
  /** Nothing is known yet of what is to be shown. */
  readonly isUnread: boolean;
  /** Whether the right panel takes the room of the map. */
  readonly isWide: boolean;
  /** Where what went wrong is told, and events begin. */
  readonly element: HTMLElement;
  /** Of every feature's layers; none of them while the world is not known. */
  readonly layerCounts: LayerCounts;
  /** What a dialog was asked to be about; null while it is closed. */
  subjectOf<K extends DialogName>(name: K): DialogSubjects[K] | null;
  openDialog<K extends DialogName>(name: K, subject: DialogSubjects[K]): void;
  closeDialog(name: DialogName): void;
  /** On a narrow screen one thing is looked at at a time. */
  lookAt(what: Side | 'map'): void;
  /** A panel that was put away comes back. */
  bringBack(side: Side): void;
  flyTo(target: AreaCode | LngLat): void;
}

/** A key of the desk, or of one of its boards, as the list of keys shows it. */
export interface DeskKey {
  /** As KeyboardEvent.key has it; null where the element that has the focus listens to it itself. */
  readonly key: string | null;
  /** As it is written on the keyboard. */
  readonly shown: string;
  readonly words: WordKey;
  run?(host: DeskHost): void;
}

export type DeskListeners = { readonly [K in keyof HTMLElementEventMap]?: (detail: DetailOf<K>, host: DeskHost) => void };
type DetailOf<K extends keyof HTMLElementEventMap> = HTMLElementEventMap[K] extends CustomEvent<infer D> ? D : never;

/** How many a layer of the list holds; null: nothing is known of it yet. */
export type LayerCounts = Readonly<Record<string, number | null>>;

/** All that one noun brings to the desk. `client/app/features.ts` lists them. */
export interface Feature<Part extends object = object> {
  readonly part?: (desk: Desk) => Part;
  readonly map?: () => MapFeature;
  readonly scene?: (desk: Desk) => SceneParts;
  /** How many of it there are at the time shown, by the ids of its layers: the number that every other place says. */
  readonly layerCounts?: (world: World, host: DeskHost) => LayerCounts;
  /** Says something across the whole screen, above everything. */
  readonly bands?: (host: DeskHost) => TemplateResult;
  /** Below one another in the left panel, in the order of the features. */
  readonly left?: (host: DeskHost) => TemplateResult;
  /** The right panel. */
  readonly right?: (host: DeskHost) => TemplateResult;
  /** Takes the place of the right panel while it is open: the map beside it stays of use. */
  readonly drawer?: (host: DeskHost) => { title: WordKey; body: TemplateResult } | null;
  /** Over the map. */
  readonly overMap?: (host: DeskHost) => TemplateResult;
  readonly dialogs?: (host: DeskHost) => TemplateResult;
  /** What its own elements, wherever they stand, ask of the desk. */
  readonly on?: DeskListeners;
  readonly keys?: readonly DeskKey[];
  /** The map stands: goes where the link that led here wants to. */
  readonly arrive?: (destination: Destination, host: DeskHost) => void;
}
