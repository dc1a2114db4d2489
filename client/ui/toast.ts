import { Notification } from '@vaadin/notification';

const secondsShown = { done: 4, failed: 9 };
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
export function toast(text: string, outcome: keyof typeof secondsShown): void {
  const area = place?.() ?? null;
  const { style } = document.documentElement;
  style.setProperty('--jy-toast-top', area ? `${area.top + belowTopPixels}px` : '8px');
  style.setProperty('--jy-toast-left', area ? `${area.left + 8}px` : '8px');
  style.setProperty('--jy-toast-right', area ? `${window.innerWidth - area.right + 8}px` : '8px');
  Notification.show(text, {
    position: area ? 'top-center' : 'bottom-center',
    duration: secondsShown[outcome] * 1000,
    theme: outcome === 'done' ? 'success' : 'error',
    assertive: outcome === 'failed',
  });
}
