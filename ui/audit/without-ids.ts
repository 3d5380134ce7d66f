const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** An address as people read it: an id says nothing to them. Null: nothing is left. */
export function withoutIds(text: string | null): string | null {
  const said = text?.replace(ids, '…') ?? '';
  return said === '' || said === '…' ? null : said;
}
