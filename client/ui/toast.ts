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

/** Says what happened and what to do, at the lower edge of the map. */
export function toast(text: string, outcome: Outcome): void {
  const { seconds, theme, mark } = outcomes[outcome];
  Notification.show(`${mark} ${text}`, {
    position: 'bottom-center',
    duration: seconds * 1000,
    theme,
    assertive: outcome !== 'done',
  });
}
