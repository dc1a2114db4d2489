/** Nobody sees, decides and presses faster: what is pressed so soon after everything has moved was meant for what lay there before. */
const reactionMilliseconds = 400;
/** A hand that has not moved for this long is at rest. */
const restMilliseconds = 150;
/** A hand at rest trembles less than this. */
const tremblePixels = 6;

interface Pointer {
  x: number;
  y: number;
  /** Of the event, not of its handling: a busy page handles a press long after it was made. */
  at: number;
}

/** Tells of a press that fell about when everything moved under the pointer what it was meant for. */
export class StrayClicks {
  #movedAt = -Infinity;
  /** Whether the pointer, which rested when everything moved, has set out for another place since. */
  #journey: 'resting' | 'under way before' | 'set out since' = 'resting';
  #pointer: Pointer | null = null;
  /** Where the pointer rested. */
  #from: Pointer | null = null;
  #press: { at: number; target: EventTarget | null; isAimed: boolean } | null = null;

  moved(at: number): void {
    const isOnItsWay = this.#pointer !== null && at - this.#pointer.at <= restMilliseconds;
    this.#journey = isOnItsWay ? 'under way before' : 'resting';
    this.#from = this.#pointer;
    this.#movedAt = at;
  }

  pointed(pointer: Pointer): void {
    // A browser also tells of a pointer that rests when what lies under it has changed.
    if (this.#pointer && distance(pointer, this.#pointer) === 0) return;
    this.#pointer = pointer;
    if (this.#journey === 'resting' && distance(pointer, this.#from) > tremblePixels) this.#journey = 'set out since';
  }

  pressed({ at }: Pointer, target: EventTarget | null): void {
    this.#press = { at, target, isAimed: this.#journey === 'set out since' || at - this.#movedAt > reactionMilliseconds };
  }

  /**
   * Of the press that is let go now, over `target`: that, where it was aimed at what lies there now, because the pointer set out for it after
   * everything had moved, or has had the time to look. What it began on, where everything moved while it lasted: the browser then names
   * whatever holds both places. Null where nobody knows.
   */
  meant(target: EventTarget | null): EventTarget | null {
    if (!this.#press) return target;
    const { at, target: began, isAimed } = this.#press;
    if (this.#movedAt > at) return began;
    return isAimed ? target : null;
  }
}

/** Where it rested before it was ever seen to move nobody knows: that was far away. */
function distance({ x, y }: Pointer, from: Pointer | null): number {
  return from ? Math.hypot(x - from.x, y - from.y) : Infinity;
}
