import type { ViewSource } from '../../source.ts';

const first = ({ order = Number.MAX_SAFE_INTEGER }: ViewSource) => order;

/** As they stand beside each other: by their order where they say one, then as they are written. */
export function viewsInOrder(views: readonly ViewSource[]): readonly ViewSource[] {
  return views.toSorted((a, b) => first(a) - first(b));
}
