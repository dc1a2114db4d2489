import type { LayerSpecification } from 'maplibre-gl';

export type StyleChange =
  { layer: string; kind: 'paint' | 'layout'; name: string; value: unknown } | { layer: string; kind: 'filter'; value: unknown };

/**
 * What must be set on a drawn map so that it looks as `after` says. Both stacks hold the same layers in the same order: the looks
 * differ in colours, words, visibility and opacity only, so no source is touched and nothing is laid out twice.
 */
export function styleChanges(before: readonly LayerSpecification[], after: readonly LayerSpecification[]): StyleChange[] {
  const known = new Map(before.map((layer) => [layer.id, layer]));
  return after.flatMap((layer) => {
    const old = known.get(layer.id);
    return old ? layerChanges(old, layer) : [];
  });
}

function layerChanges(before: LayerSpecification, after: LayerSpecification): StyleChange[] {
  const changes: StyleChange[] = [];
  for (const kind of ['paint', 'layout'] as const) {
    const [old, next] = [valuesOf(before, kind), valuesOf(after, kind)];
    for (const name of new Set([...Object.keys(old), ...Object.keys(next)])) {
      if (!isSame(old[name], next[name])) changes.push({ layer: after.id, kind, name, value: next[name] });
    }
  }
  const [oldFilter, filter] = [filterOf(before), filterOf(after)];
  if (!isSame(oldFilter, filter)) changes.push({ layer: after.id, kind: 'filter', value: filter });
  return changes;
}

function valuesOf(layer: LayerSpecification, kind: 'paint' | 'layout'): Record<string, unknown> {
  return layer[kind] ?? {};
}

function filterOf(layer: LayerSpecification): unknown {
  return 'filter' in layer ? layer.filter : undefined;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
