import type { ParameterText } from '../../decisions/parameter-text.ts';
import { used } from '../../decisions/rules.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { isEnforced } from '../common/goods-enforced.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { InvoiceItem } from '../forms/forms.ts';
import { classes, type ItemBook, type ItemLine } from './item-book.ts';

export interface ChooseItemQuestion {
  readonly dataSource?: string | null;
  readonly line: ItemLine;
  /** The application the line stands in, as conditions ask it. */
  readonly facts: Application;
}

export interface ItemConfig {
  readonly book: ItemBook;
  readonly rules: Rules;
  readonly parameter: ParameterText;
}

/**
 * Of applications made by hand and pushed from receivables: items bound to what the line sells whose panel, where
 * they have one, hits; else those whose panel hits.
 */
export async function chooseItem(
  { dataSource, line, facts }: ChooseItemQuestion,
  { book, rules, parameter }: ItemConfig,
  level?: TraceLevel,
): Promise<Decided<{ readonly item: InvoiceItem | null }>> {
  const trace = new Trace(level);
  const hits = (await rules.hits('invoice-item', facts)).map(({ record }) => record);
  const hit = new Set(hits.map(({ id }) => id));
  for (const of of classes) {
    const item = book.bound(of, line).find((one) => !one.condition || hit.has(one.id));
    if (!item) continue;
    trace.step('item-bound', { by: used('invoice-item', item), params: { class: of } });
    return trace.decided({ item });
  }
  const [item = null] = hits;
  if (item) trace.step('item-hit', { by: used('invoice-item', item) });
  else if (dataSource === 'receivable' && isEnforced(parameter)) trace.stops('item-missing');
  else trace.look('item-none');
  return trace.decided({ item });
}
