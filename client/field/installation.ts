/** Chromium offers to install a page by this event; no library declares it. */
interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

export interface InstallationListener {
  /** A newer page is ready and waits to be let in. */
  onNewer: () => void;
  /** The page can be put on the home screen, or no longer. */
  onOffer: (canInstall: boolean) => void;
}

/** The page on the phone itself: opens without a signal, sits on the home screen, changes only when told to. Needs https. */
export class Installation {
  #waiting: ServiceWorker | null = null;
  #offer: InstallOffer | null = null;
  readonly #listener: InstallationListener;

  constructor(listener: InstallationListener) {
    this.#listener = listener;
    window.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#offered(event as InstallOffer);
    });
    window.addEventListener('appinstalled', () => this.#offered(null));
  }

  async start(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    // Without it the page works as before, with a signal: on plain http, or where the browser forbids it.
    const registration = await navigator.serviceWorker.register('/field-worker.js', { scope: '/field' }).catch(() => null);
    if (!registration) return;
    this.#isWaiting(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => this.#isWaiting(registration.waiting));
    });
  }

  /** Lets the newer page in and opens it. What waits to be sent is kept on the device. */
  renew(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#waiting?.postMessage('come in');
  }

  /** Called from a tap. */
  async install(): Promise<void> {
    const offer = this.#offer;
    this.#offered(null);
    await offer?.prompt();
  }

  #isWaiting(worker: ServiceWorker | null): void {
    // The very first one has nobody to wait for.
    if (!worker || !navigator.serviceWorker.controller) return;
    this.#waiting = worker;
    this.#listener.onNewer();
  }

  #offered(offer: InstallOffer | null): void {
    this.#offer = offer;
    this.#listener.onOffer(offer !== null);
  }
}
