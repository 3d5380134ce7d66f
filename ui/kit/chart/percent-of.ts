/** A share as its reader writes it, in tenths of a percent. */
export function percentOf(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
