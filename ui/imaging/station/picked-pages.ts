/** The pages that are picked, and the one among them that is shown large. */
export interface Picked {
  readonly at: string | null;
  readonly ids: ReadonlySet<string>;
}

export const nothingPicked: Picked = { at: null, ids: new Set() };

export function pickedOne(id: string | null): Picked {
  return { at: id, ids: new Set(id === null ? [] : [id]) };
}

/** With one more, or one less. */
export function toggled({ at, ids }: Picked, id: string): Picked {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { at: next.has(id) ? id : at !== null && next.has(at) ? at : ([...next][0] ?? null), ids: next };
}

/** From the one that is shown to this one, in the order of the strip. */
export function upTo({ at }: Picked, id: string, order: readonly string[]): Picked {
  const [from, to] = [at === null ? -1 : order.indexOf(at), order.indexOf(id)];
  if (from < 0 || to < 0) return pickedOne(id);
  return { at: id, ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)) };
}

/** The page so many further on, as far as there are any. */
export function further({ at }: Picked, by: number, order: readonly string[]): string | null {
  const from = at === null ? -1 : order.indexOf(at);
  const to = from < 0 ? 0 : Math.max(0, Math.min(order.length - 1, from + by));
  return order[to] ?? null;
}

/** What stays picked of those that are still there; of none, what took the place of the one that was shown. */
export function stillPicked(picked: Picked, before: readonly string[], order: readonly string[]): Picked {
  const ids = new Set([...picked.ids].filter((id) => order.includes(id)));
  if (picked.at !== null && ids.has(picked.at)) return { at: picked.at, ids };
  const [first] = ids;
  if (first !== undefined) return { at: first, ids };
  const place = picked.at === null ? 0 : Math.max(0, before.indexOf(picked.at));
  return pickedOne(order[Math.min(place, order.length - 1)] ?? null);
}
