/** Metres on the ground under one screen pixel: MapLibre's zoom 0 shows the world in 512 pixels. */
export function metersPerPixel(zoom: number, latitude: number): number {
  return (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);
}

/** The longest round length (1, 2 or 5 times a power of ten) that fits, with its width on the screen. */
export function scaleBar(metersPerPixel: number, maxPixels: number): { meters: number; pixels: number } {
  const longest = metersPerPixel * maxPixels;
  const power = 10 ** Math.floor(Math.log10(longest));
  const meters = ([5, 2, 1].find((digit) => digit * power <= longest) ?? 1) * power;
  return { meters, pixels: meters / metersPerPixel };
}
