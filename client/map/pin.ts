interface Size {
  clientWidth: number;
  clientHeight: number;
}

const gap = 14;

/** Where a card's upper left corner goes so that it stands beside its place, inside the map and never on the place itself if it can. */
export function pinAt(place: { x: number; y: number }, card: Size, map: Size): { x: number; y: number } {
  const right = place.x + gap;
  const x = right + card.clientWidth <= map.clientWidth - gap ? right : place.x - gap - card.clientWidth;
  const y = place.y - card.clientHeight / 3;
  return {
    x: Math.round(Math.max(gap, Math.min(x, map.clientWidth - card.clientWidth - gap))),
    y: Math.round(Math.max(gap, Math.min(y, map.clientHeight - card.clientHeight - gap))),
  };
}
