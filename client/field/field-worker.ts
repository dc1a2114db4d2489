/**
 * Runs beside the page on the phone: opens it without a signal, and brings it to the front when a notice is touched. Keeps the files of
 * the page and nothing else: what the server says is never kept here.
 */
declare const self: WorkerScope;

const pageUrl = '/field.html';
/** The files of this build, with a mark of what is in them where the name does not tell; put in by the build. */
const files = self.__WB_MANIFEST;
const paths = new Set(files.map(({ url }) => new URL(url, self.location.origin).pathname));
const cachePrefix = 'field ';
const cacheName = cachePrefix + files.map(({ url, revision }) => revision ?? url).join(' ');

self.addEventListener('install', (event) => event.waitUntil(keepFiles()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => {
  if (event.data === 'come in') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && isOurPage(pathname)) event.respondWith(kept(pageUrl, request));
  else if (paths.has(pathname)) event.respondWith(kept(pathname, request));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(showPage());
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([...paths].map((path) => new Request(path, { cache: 'reload' })));
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(cachePrefix) && name !== cacheName) await caches.delete(name);
  await self.clients.claim();
}

async function kept(path: string, request: Request): Promise<Response> {
  return (await (await caches.open(cacheName)).match(path)) ?? fetch(request);
}

async function showPage(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window' });
  const page = windows.find(({ url }) => isOurPage(new URL(url).pathname));
  await (page ? page.focus() : self.clients.openWindow('/field'));
}

function isOurPage(pathname: string): boolean {
  return pathname === '/field' || pathname.startsWith('/field/');
}

/** What is used here of a worker's world: its own library cannot be loaded beside that of pages. */
interface WorkerScope {
  readonly __WB_MANIFEST: readonly { url: string; revision: string | null }[];
  readonly location: Location;
  readonly clients: {
    claim: () => Promise<void>;
    matchAll: (about: { type: 'window' }) => Promise<readonly { url: string; focus: () => Promise<unknown> }[]>;
    openWindow: (url: string) => Promise<unknown>;
  };
  skipWaiting: () => Promise<void>;
  addEventListener<Name extends keyof WorkerEvents>(name: Name, act: (event: WorkerEvents[Name]) => void): void;
}

interface Extendable extends Event {
  waitUntil: (until: Promise<unknown>) => void;
}

interface WorkerEvents {
  install: Extendable;
  activate: Extendable;
  message: MessageEvent<unknown>;
  fetch: Event & { readonly request: Request; respondWith: (response: Promise<Response>) => void };
  notificationclick: Extendable & { readonly notification: Notification };
}

export {};
