import type { Side } from './jy-rail.ts';

export interface KeyActions {
  search: () => void;
  play: () => void;
  live: () => void;
  issue: () => void;
  help: () => void;
  panel: (side: Side) => void;
}

/** Keys of the desk. They keep still while somebody types or a dialog is open; returns how to stop listening. */
export function listenToKeys({ search, play, live, issue, help, panel }: KeyActions): () => void {
  const actions: Partial<Record<string, () => void>> = {
    '/': search,
    ' ': play,
    l: live,
    w: issue,
    '?': help,
    '[': () => panel('left'),
    ']': () => panel('right'),
  };
  const listener = (event: KeyboardEvent) => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || isMeantForAnother(event)) return;
    event.preventDefault();
    action();
  };
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}

/** A field that is typed in, a control that Space presses, a dialog that is open. */
function isMeantForAnother(event: KeyboardEvent): boolean {
  const path = event.composedPath().filter((node) => node instanceof HTMLElement);
  const target = path[0];
  if (!target) return false;
  const isTyping = target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select');
  const isPressed = event.key === ' ' && target.matches('button, a, input, [role="option"]');
  return isTyping || isPressed || path.some((node) => node.matches('vaadin-dialog[opened]'));
}
