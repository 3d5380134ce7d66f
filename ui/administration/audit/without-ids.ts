import { idPattern } from '../../../metadata/kinds/common/pointer.ts';

const ids = new RegExp(idPattern, 'gi');

/** An address as people read it: an id says nothing to them. Null: nothing is left. */
export function withoutIds(text: string | null): string | null {
  const said = text?.replace(ids, '…') ?? '';
  return said === '' || said === '…' ? null : said;
}
