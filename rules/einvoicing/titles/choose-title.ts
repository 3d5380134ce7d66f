import { rowsIn, used } from '../../decisions/rules.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { BuyerTitle, BuyerTitleTitles } from '../forms/forms.ts';
import { rowFor, titleOf } from './buyer-of-title.ts';

export interface ChosenTitle {
  readonly title: UsedRecord | null;
  /** Place of the row among those of the title, from 1; null: the buyer has none. */
  readonly row: number | null;
  /** The members of the row. */
  readonly says: Omit<BuyerTitleTitles, 'id' | 'condition'> | null;
}

/** The row of the buyer's title that holds for an application: by condition and priority, else the default one. */
export async function chooseTitle(
  application: Application,
  titles: readonly BuyerTitle[],
  rules: Rules,
  level?: TraceLevel,
): Promise<Decided<ChosenTitle>> {
  const trace = new Trace(level);
  const title = titleOf('manual', application, titles);
  const row = title && (await rowFor(title, application, rules));
  if (!title || !row) {
    trace.look('title-not-found');
    return trace.decided({ title: title ? used('buyer-title', title) : null, row: null, says: null });
  }
  const { id: _, condition: __, ...says } = row;
  trace.step('title-chosen', { by: used('buyer-title', title), after: says });
  const place = rowsIn(title, 'titles').indexOf(row) + 1;
  return trace.decided({ title: used('buyer-title', title), row: place, says });
}
