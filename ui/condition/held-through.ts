/**
 * Answers the organisations that hold the record through those given, directly or through others: they lose it along
 * with them.
 */
export function heldThrough(
  holders: ReadonlyMap<string, string | null>,
  from: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set(from);
  for (const org of found) for (const [holder, by] of holders) if (by === org) found.add(holder);
  return new Set([...found].filter((org) => !from.has(org)));
}

/** The outcome of a withdrawal: a chain with an own copy somewhere in it stays whole. */
export interface Withdrawal {
  /** Of those asked for. */
  readonly going: ReadonlySet<string>;
  /** Organisations that lose the record along with them. */
  readonly along: ReadonlySet<string>;
  /** Organisations whose own copies stand in the way. */
  readonly copies: ReadonlySet<string>;
}

export function withdrawal(
  holders: ReadonlyMap<string, string | null>,
  asked: ReadonlySet<string>,
  copied: ReadonlySet<string>,
): Withdrawal {
  const chain = (org: string) => [org, ...heldThrough(holders, new Set([org]))];
  const going = new Set([...asked].filter((org) => !chain(org).some((one) => copied.has(one))));
  const copies = [...asked].flatMap(chain).filter((org) => copied.has(org));
  return { going, along: heldThrough(holders, going), copies: new Set(copies) };
}
