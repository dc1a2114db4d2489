import type { DeskHost, DeskListeners, Feature } from './feature.ts';

/** Hears on the element of the desk what the features' own elements ask for, from wherever they stand. */
export function listenForFeatures(features: readonly Feature[], host: DeskHost): void {
  for (const { on = {} } of features) {
    for (const type of Object.keys(on) as (keyof DeskListeners)[]) {
      // The detail is that of the event of this name, which the compiler cannot follow through a key.
      const listener = on[type] as ((detail: unknown, host: DeskHost) => void) | undefined;
      host.element.addEventListener(type, (event) => listener?.((event as CustomEvent<unknown>).detail, host));
    }
  }
}
