import { Notification } from '@vaadin/notification';

const secondsShown = { done: 4, failed: 9 };

/** Says what happened and what to do, at the lower edge of the map. */
export function toast(text: string, outcome: keyof typeof secondsShown): void {
  Notification.show(text, {
    position: 'bottom-center',
    duration: secondsShown[outcome] * 1000,
    theme: outcome === 'done' ? 'success' : 'error',
    assertive: outcome === 'failed',
  });
}
