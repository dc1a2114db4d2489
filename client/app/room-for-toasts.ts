/** The map, or on a narrow screen the panel that is looked at instead. */
export function roomForToasts(root: ParentNode): DOMRect | null {
  return (
    [...root.querySelectorAll('main'), ...root.querySelectorAll('aside')]
      .map((each) => each.getBoundingClientRect())
      .find(({ width }) => width > 200) ?? null
  );
}
