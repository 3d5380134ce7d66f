import { strategies } from '../../../rules/sharing/index.ts';

/** Settings of an organisation in the order in which they hold for it: its own go before those that are shared with it. */
export function nearestFirst<T extends { readonly sharing?: string }>(settings: readonly T[]): readonly T[] {
  const rankOf = ({ sharing }: T) => strategies.findIndex(({ name }) => name === sharing);
  return [...settings].sort((a, b) => rankOf(a) - rankOf(b));
}
