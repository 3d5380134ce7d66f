/** So many are done in one pass. */
const atOnce = 200;
/** Pages that are looked through for some that are due. */
const mostPages = 20;

/** A page of what is queued, the oldest first. */
type ReadPage<R> = (at: {
  readonly limit: number;
  readonly cursor?: string;
}) => Promise<{ readonly items: readonly R[]; readonly next: string | null }>;

/**
 * Of what is queued as many as one pass does of those that are due: what rests stands in nobody's way. `others`: how
 * many there are besides, as far as it was looked.
 */
export async function dueAmong<R>(
  page: ReadPage<R>,
  isDue: (one: R) => boolean,
): Promise<{ readonly due: readonly R[]; readonly others: number }> {
  const due: R[] = [];
  let seen = 0;
  let cursor: string | null = null;
  for (let nth = 0; nth < mostPages && due.length < atOnce; nth++) {
    const { items, next } = await page({ limit: atOnce, ...(cursor === null ? {} : { cursor }) });
    seen += items.length;
    for (const one of items) if (isDue(one) && due.length < atOnce) due.push(one);
    if (next === null) break;
    cursor = next;
  }
  return { due, others: seen - due.length };
}
