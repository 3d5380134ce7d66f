/** Who holds it through one of these, and through those in turn: withdrawn along with them. */
export function heldThrough(
  holders: ReadonlyMap<string, string | null>,
  from: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set(from);
  for (const org of found) for (const [holder, by] of holders) if (by === org) found.add(holder);
  return new Set([...found].filter((org) => !from.has(org)));
}

/** What a withdrawal comes to: a chain with a copy of its own somewhere stays whole. */
export interface Withdrawal {
  /** Of those asked for. */
  readonly going: ReadonlySet<string>;
  /** Those that go with them. */
  readonly along: ReadonlySet<string>;
  /** Whose copies stand in the way. */
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
