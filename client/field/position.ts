import type { NewReceipt } from '#contract/calls.ts';

export type Position = NonNullable<NewReceipt['position']>;

const patienceMilliseconds = 20_000;
const oldestMilliseconds = 60_000;

/** Where this device is, WGS 84; null when it cannot say or the person does not allow it. Called from a tap. */
export function readPosition(): Promise<Position | null> {
  return new Promise((fulfil) => {
    // Browsers tell positions to pages on https only.
    if (!('geolocation' in navigator)) return fulfil(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => fulfil({ lng: coords.longitude, lat: coords.latitude, accuracyMeters: Math.round(coords.accuracy) }),
      () => fulfil(null),
      { enableHighAccuracy: true, timeout: patienceMilliseconds, maximumAge: oldestMilliseconds },
    );
  });
}
