/** `1 row`, `2 rows`: how English counts. Chinese says both alike and needs no such thing. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
