/** How much of what was before there is, as its reader writes it: a share of it, or where it is more, how many times it. */
export function ofBefore(share: number): string {
  return share > 1 ? `×${share.toFixed(2)}` : percentOf(share);
}

/** A share as its reader writes it, in tenths of a percent. */
export function percentOf(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
