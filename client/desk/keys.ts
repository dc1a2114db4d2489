import { escapes } from '../ui/escapes.ts';
import type { DeskHost, DeskKey } from './feature.ts';

/** Ctrl+P, which no element may answer in the desk's place. */
type Print = () => void;

/** Keys of the desk. They keep still while somebody types or a dialog is open; returns how to stop listening. */
export function listenToKeys(keys: readonly DeskKey[], host: DeskHost, print: Print): () => void {
  const known = new Map(keys.flatMap((each) => (each.key && each.run ? [[each.key, each.run] as const] : [])));
  const listener = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return escape(event);
    if (event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return print();
    }
    const run = known.get(event.key);
    if (!run || event.ctrlKey || event.metaKey || event.altKey || isMeantForAnother(event)) return;
    event.preventDefault();
    run(host);
  };
  // A dialog closes itself before the key comes here, and tells which key it was.
  const closed = (event: Event) => (closedByDialog = (event as CustomEvent<{ sourceEvent?: Event }>).detail.sourceEvent ?? null);
  document.body.addEventListener('vaadin-overlay-close', closed);
  window.addEventListener('keydown', listener);
  return () => {
    document.body.removeEventListener('vaadin-overlay-close', closed);
    window.removeEventListener('keydown', listener);
  };
}

/** The key by which a dialog was closed last. */
let closedByDialog: Event | null = null;

/** From anywhere, also while somebody types; a dialog or a menu that is open has its own Esc. */
function escape(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event === closedByDialog || isInOwnLayer(event)) return;
  if (escapes.closeOne()) event.preventDefault();
}

function isInOwnLayer(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some((node) => node instanceof HTMLElement && node.matches('vaadin-dialog[opened], dialog[open], :popover-open'));
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
