import type { Area, AreaCode } from '#contract/areas.ts';
import { townshipsFromZoom } from '../cartography/camera.ts';

/** What a click means while areas are chosen: from afar the county, near by the township, as large as a finger can mean. */
export function chosenArea(areas: readonly Area[], { township, zoom }: { township: AreaCode | undefined; zoom: number }): Area | undefined {
  const near = areas.find(({ code }) => code === township);
  return zoom < townshipsFromZoom ? areas.find(({ code }) => code === near?.parentCode) : near;
}
