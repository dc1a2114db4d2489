/** Keeps the screen lit while somebody waits for an answer. Browsers let go of it whenever the page is hidden, so it is asked for again. */
export class Wake {
  #isWanted = false;
  #lock: Promise<WakeLockSentinel | null> | null = null;

  /** A page that is not served over https has none of this; nor has a phone that saves power. */
  keep(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (isWanted) this.#take();
    else this.#release();
  }

  /** The page is seen again. */
  renew(): void {
    if (this.#isWanted) this.#take();
  }

  #take(): void {
    if (this.#lock || document.hidden || !('wakeLock' in navigator)) return;
    this.#lock = navigator.wakeLock.request('screen').then(
      (lock) => {
        lock.addEventListener('release', () => (this.#lock = null));
        return lock;
      },
      () => (this.#lock = null),
    );
  }

  #release(): void {
    void this.#lock?.then((lock) => lock?.release());
  }
}
