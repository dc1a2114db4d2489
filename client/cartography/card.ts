import type { Area, AreaCode } from '#contract/areas.ts';
import type { PersonLink } from '#contract/records.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { locale } from '../words/words.ts';
import type { Scene } from './scene.ts';

/** One line of a card. */
export type CardLine =
  | { kind: 'text'; label: string; text: string; isBad: boolean }
  /** Somebody whose contact may be asked for. */
  | { kind: 'person'; label: string; person: NonNullable<PersonLink> };

/** A button of an opened card; `go` tells from the card's element what is wanted. */
export interface CardDeed {
  words: string;
  go: (card: HTMLElement) => void;
}

/** A card whose lines are at hand: what kind of thing it is, its name, what is known of it, and where it leads. */
export interface Told {
  label: string;
  title: string;
  lines: CardLine[];
  deeds: CardDeed[];
}

/** An area or a position that somebody asks about. */
export interface Place {
  /** The area itself, or the township that a position lies in. */
  code: AreaCode | undefined;
  lngLat: LngLat | null;
}

/** What is known around whatever was opened, at the time shown. */
export interface Around {
  scene: Scene;
  at: Date;
  /** The township of a position. */
  townshipAt: (lngLat: LngLat) => AreaCode | undefined;
  /** What every feature of the map knows of a place, but for one that tells it otherwise. */
  about: (place: Place, but?: object) => Pick<Told, 'lines' | 'deeds'>;
}

export function textLine(label: string, text: string, isBad = false): CardLine & { kind: 'text' } {
  return { kind: 'text', label, text, isBad };
}

export function areaName(area: Area): string {
  return locale.get() === 'en' ? area.nameEn : area.nameZh;
}
