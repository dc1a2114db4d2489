import { Notification } from '@vaadin/notification';

/**
 * What is said. done: all that was asked for has been done. partly: nothing was, or not all of it, or it waits for somebody. failed: it
 * was refused, or nobody knows. A mark tells them apart without their colours.
 */
const outcomes = {
  done: { seconds: 4, theme: 'success', mark: '✓' },
  partly: { seconds: 12, theme: 'warning', mark: '!' },
  failed: { seconds: 9, theme: 'error', mark: '✕' },
} as const;
export type Outcome = keyof typeof outcomes;

/** Below what floats at the upper edge of the map: the search, the tools, the badge of a replay. */
const belowTopPixels = 108;

let place: (() => DOMRect | null) | null = null;

/**
 * Where toasts may lie: over the map, where they cover neither the timeline nor a button. Null: at the lower edge of the window, as on
 * screens without a map.
 */
export function placeToasts(over: (() => DOMRect | null) | null): void {
  place = over;
}

/** Says what happened and what to do. */
export function toast(text: string, outcome: Outcome): void {
  const { seconds, theme, mark } = outcomes[outcome];
  const area = place?.() ?? null;
  const { style } = document.documentElement;
  style.setProperty('--jy-toast-top', area ? `${area.top + belowTopPixels}px` : '8px');
  style.setProperty('--jy-toast-left', area ? `${area.left + 8}px` : '8px');
  style.setProperty('--jy-toast-right', area ? `${window.innerWidth - area.right + 8}px` : '8px');
  Notification.show(`${mark} ${text}`, {
    position: area ? 'top-center' : 'bottom-center',
    duration: seconds * 1000,
    theme,
    assertive: outcome !== 'done',
  });
}
