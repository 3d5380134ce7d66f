import { covers, type SearchIndex } from '../search/search-index.ts';
import type { RecordLayout } from '../store/record/layout.ts';
import { searchedColumns } from './searched-columns.ts';

/** What has to be done next, the most urgent first. */
export type DueWork =
  | { readonly act: 'follow' | 'fill'; readonly index: SearchIndex; readonly layout: RecordLayout }
  | { readonly act: 'begin'; readonly layout: RecordLayout }
  | { readonly act: 'retire' | 'drop'; readonly index: SearchIndex };

export interface Circumstances {
  readonly indexes: readonly SearchIndex[];
  /** Forms with anything to search, by id. */
  readonly layouts: ReadonlyMap<string, RecordLayout>;
  /** Whether something was written that the index does not know. */
  behind(index: SearchIndex): boolean;
  /** Whether a form has so many records that an index is worth it. */
  large(form: string): boolean;
  readonly now: number;
  /** How long a retired index stays, for those who still hold it to be in use. */
  readonly grace: number;
}

export function dueWork({ indexes, layouts, behind, large, now, grace }: Circumstances): readonly DueWork[] {
  const due: DueWork[] = [];
  const kept = new Map<string, SearchIndex[]>();
  for (const index of indexes) {
    if (index.phase === 'retired') {
      if (now - index.at > grace) due.push({ act: 'drop', index });
    } else if (!layouts.has(index.form)) due.push({ act: 'retire', index });
    else kept.set(index.form, [...(kept.get(index.form) ?? []), index]);
  }
  for (const [form, layout] of layouts) due.push(...ofForm(layout, kept.get(form) ?? []));
  return due.sort((a, b) => order.indexOf(a.act) - order.indexOf(b.act));

  function ofForm(layout: RecordLayout, own: readonly SearchIndex[]): readonly DueWork[] {
    const physical = searchedColumns(layout).map((column) => column.physical);
    const wanted = (index: SearchIndex) => index.texts.size === physical.length && covers(index, physical);
    const good = own.find((index) => index.phase === 'ready' && wanted(index));
    const filling = own.find((index) => index.phase === 'filling' && wanted(index));
    const work: DueWork[] = [];
    for (const index of own) {
      const isSpoilt = filling && index.phase === 'broken';
      const isOther = good ? index !== good : index.phase === 'filling' && index !== filling;
      if (isOther || isSpoilt) work.push({ act: 'retire', index });
      else if ((index.phase === 'ready' || index.phase === 'stale') && behind(index))
        work.push({ act: 'follow', index, layout });
    }
    if (!good && filling) work.push({ act: 'fill', index: filling, layout });
    if (!good && !filling && (own.length > 0 || large(layout.form.id))) work.push({ act: 'begin', layout });
    return work;
  }
}

const order: readonly DueWork['act'][] = ['follow', 'retire', 'begin', 'fill', 'drop'];
