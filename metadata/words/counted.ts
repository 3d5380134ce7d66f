/**
 * `1 row`, `2 rows`, `3,000 rows`: how English counts. Chinese says both alike and needs no such thing.
 *
 * @example
 * counted(1, 'row', 'rows') //=> '1 row'
 * counted('3,000', 'row', 'rows') //=> '3,000 rows'
 */
export function counted(count: number | string, one: string, many: string): string {
  return `${count} ${Number(count) === 1 ? one : many}`;
}
