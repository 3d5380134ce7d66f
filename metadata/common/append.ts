/** Adds many to a list, however many there are: as arguments of `push` a hundred thousand overflow the stack. */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const one of more) list.push(one);
}
