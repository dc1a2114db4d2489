/** What the phone itself shows while nobody looks at the page. Works only where the person has allowed it, and on https. */
export type NoticeState = 'unavailable' | 'ask' | 'allowed' | 'refused';

export function noticeState(): NoticeState {
  if (!('Notification' in window)) return 'unavailable';
  const states = { default: 'ask', granted: 'allowed', denied: 'refused' } as const;
  return states[Notification.permission];
}

/** Called from a tap. */
export async function askForNotices(): Promise<NoticeState> {
  if (noticeState() === 'ask') await Notification.requestPermission();
  return noticeState();
}

export interface DeviceNotification {
  /** A later notice of the same call replaces the earlier one, and sounds again. */
  callId: string;
  /** Shown without a sound. */
  isQuiet: boolean;
  title: string;
  body: string;
}

/** Shows a notice that stays until it is touched; touching it brings the page to the front. */
export async function showNotice({ callId, isQuiet, title, body }: DeviceNotification): Promise<void> {
  if (noticeState() !== 'allowed') return;
  const sound = isQuiet ? { silent: true } : { renotify: true, vibrate: [320, 120, 320] };
  const options = { body, tag: callId, requireInteraction: true, icon: '/icons/field-192.png', ...sound };
  // Phones show notices only through the worker, which also hears when one is touched.
  const installed = await navigator.serviceWorker.getRegistration('/field');
  if (installed?.active) await installed.showNotification(title, options);
  else new Notification(title, options).onclick = () => window.focus();
}

export async function clearNotices(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const installed = await navigator.serviceWorker.getRegistration('/field');
  for (const notice of (await installed?.getNotifications()) ?? []) notice.close();
}
