import type { Area, AreaCode } from '#contract/areas.ts';
import type { Places } from '../state/select.ts';

/** An area with what lies below it: city, counties, townships. */
export interface AreaNode {
  area: Area;
  parent: AreaNode | null;
  children: AreaNode[];
}

export interface AreaTree {
  root: AreaNode | null;
  byCode: ReadonlyMap<AreaCode, AreaNode>;
}

export type Chosen = ReadonlySet<AreaCode>;
export type TickState = 'all' | 'some' | 'none';

/** What somebody may choose from: the own area and all below it. */
export function areaTreeOf(places: Places, own: AreaCode): AreaTree {
  const nodes = new Map([...places.values()].map((area): [AreaCode, AreaNode] => [area.code, { area, parent: null, children: [] }]));
  for (const node of nodes.values()) {
    const parent = node.area.parentCode === null ? undefined : nodes.get(node.area.parentCode);
    if (!parent) continue;
    node.parent = parent;
    parent.children.push(node);
  }
  const root = nodes.get(own) ?? null;
  if (root) root.parent = null;
  return { root, byCode: new Map((root ? within(root) : []).map((node) => [node.area.code, node])) };
}

/** Whether an area is chosen, whole or in part. */
export function tickOf(node: AreaNode, chosen: Chosen): TickState {
  if (isCovered(node, chosen)) return 'all';
  return node.children.some((child) => tickOf(child, chosen) !== 'none') ? 'some' : 'none';
}

/**
 * The choice after a click: an area that is not wholly chosen is, and one that is no longer is. All parts of an area are that area, and an
 * area without one of its parts is its other parts: the names of a warning are the largest that fit.
 */
export function toggled(node: AreaNode, chosen: Chosen): Chosen {
  return isCovered(node, chosen) ? without(node, chosen) : withIt(node, chosen);
}

/** In the order of the tree. */
export function inOrder(chosen: Chosen, { byCode }: AreaTree): AreaCode[] {
  const known = [...byCode.keys()].filter((code) => chosen.has(code));
  return [...known, ...[...chosen].filter((code) => !byCode.has(code))];
}

/** How many townships are chosen, and in how many counties. */
export function extentOf(chosen: Chosen, tree: AreaTree): { townships: number; counties: number } {
  const covered = [...tree.byCode.values()].filter((node) => node.area.level === 'township' && isCovered(node, chosen));
  const counties = new Set(covered.map((node) => node.parent?.area.code));
  for (const node of tree.byCode.values()) {
    if (node.area.level === 'county' && isCovered(node, chosen)) counties.add(node.area.code);
  }
  return { townships: covered.length, counties: counties.size };
}

export interface TreeRow {
  node: AreaNode;
  depth: number;
  /** Null for what has nothing below it. */
  isOpen: boolean | null;
}

/** The rows on screen: what is unfolded, or, with a search, what fits it and what that lies in. */
export function rowsOf({ root }: AreaTree, opened: ReadonlySet<AreaCode>, search: string): TreeRow[] {
  const wanted = search.trim().toLowerCase();
  return root ? rowsUnder(root, 0, wanted === '' ? byFold(opened) : byWords(wanted)) : [];
}

interface Sight {
  shows: (node: AreaNode) => boolean;
  opens: (node: AreaNode) => boolean;
}

const byFold = (opened: ReadonlySet<AreaCode>): Sight => ({ shows: () => true, opens: ({ area }) => opened.has(area.code) });

function byWords(wanted: string): Sight {
  const fits = ({ area }: AreaNode) =>
    [area.nameZh, area.nameEn, area.initials, area.code].some((text) => text.toLowerCase().includes(wanted));
  const holds = (node: AreaNode): boolean => node.children.some((child) => fits(child) || holds(child));
  const isBelow = (node: AreaNode): boolean => node.parent !== null && node.parent.area.level === 'county' && fits(node.parent);
  return { shows: (node) => fits(node) || holds(node) || isBelow(node), opens: (node) => holds(node) };
}

function rowsUnder(node: AreaNode, depth: number, sight: Sight): TreeRow[] {
  if (!sight.shows(node)) return [];
  const isOpen = node.children.length === 0 ? null : sight.opens(node);
  return [{ node, depth, isOpen }, ...(isOpen ? node.children.flatMap((child) => rowsUnder(child, depth + 1, sight)) : [])];
}

/** How many people would be called in an area and all below it; undefined where nobody would. */
export function peopleIn(node: AreaNode, counts: ReadonlyMap<AreaCode, number>): number | undefined {
  const named = within(node).flatMap(({ area }) => counts.get(area.code) ?? []);
  return named.length > 0 ? named.reduce((sum, people) => sum + people, 0) : undefined;
}

function isCovered(node: AreaNode, chosen: Chosen): boolean {
  for (let at: AreaNode | null = node; at; at = at.parent) if (chosen.has(at.area.code)) return true;
  return false;
}

function withIt(node: AreaNode, chosen: Chosen): Chosen {
  const below = new Set(within(node).map(({ area }) => area.code));
  const next = new Set([...chosen].filter((code) => !below.has(code)));
  next.add(node.area.code);
  return gathered(node.parent, next);
}

/** Puts an area in the place of its parts once all of them are chosen. */
function gathered(parent: AreaNode | null, chosen: ReadonlySet<AreaCode>): Chosen {
  if (!parent?.children.every(({ area }) => chosen.has(area.code))) return chosen;
  const parts = new Set(parent.children.map(({ area }) => area.code));
  return gathered(parent.parent, new Set([...chosen].filter((code) => !parts.has(code)).concat(parent.area.code)));
}

function without(node: AreaNode, chosen: Chosen): Chosen {
  if (chosen.has(node.area.code)) return new Set([...chosen].filter((code) => code !== node.area.code));
  if (!node.parent) return chosen;
  const rest = new Set(without(node.parent, chosen));
  for (const sibling of node.parent.children) if (sibling !== node) rest.add(sibling.area.code);
  return rest;
}

function within(node: AreaNode): AreaNode[] {
  return [node, ...node.children.flatMap(within)];
}
