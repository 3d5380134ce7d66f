import type { Condition } from '../../../metadata/condition.ts';
import type { Problem } from '../../../metadata/issue.ts';
import { Refusal, refusal } from '../../refusal.ts';
import { compileFilter } from '../../store/sql/filter.ts';
import type { Ask } from '../pipeline/ask.ts';

const queryWrong = refusal('query-wrong', 400);

/** A part of what a list is filtered by. */
export interface PlacedFilter {
  readonly condition: Condition;
  /** The query parameter it was written as, as a pointer. Default: `filter`, where each mistake has its own place. */
  readonly at?: string;
}

/** What a list answers; mistakes in its filters are told where the caller wrote them, however they were put together. */
export async function withPlaces<T>(
  ask: Ask,
  filters: readonly PlacedFilter[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'query-wrong') throw error;
    const placed = filters.flatMap((filter) => mistakes(ask, filter));
    throw placed.length > 0 ? queryWrong({}, placed) : error;
  }
}

function mistakes(ask: Ask, { condition, at }: PlacedFilter): readonly Problem[] {
  try {
    compileFilter(ask.call, ask.form, condition);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return at === undefined ? error.problems : error.problems.map((problem) => ({ ...problem, path: at }));
  }
}
