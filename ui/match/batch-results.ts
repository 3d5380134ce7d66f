import { isObject, type Json } from '../../metadata/json.ts';
import { uiKind } from '../fields/index.ts';
import type { FormModel } from '../model/form-model.ts';
import type { BatchItem } from '../model/match-answer.ts';

/** Which results are shown. */
export type Shown = 'all' | 'none' | 'differs' | 'wrong';

/** How one of many facts did, and how it did when it was asked before. */
export interface BatchResult extends BatchItem {
  readonly facts: Json;
  /** What the document is called; empty: nobody gave it a number or a name. */
  readonly number: string;
  readonly title: string;
  /** Undefined: the same facts were not asked before. */
  readonly before?: BatchItem;
}

/** With what was answered before for the very same facts. */
export function resultsOf(
  items: readonly BatchItem[],
  sent: readonly Json[],
  earlier: readonly BatchResult[],
  about: FormModel,
): readonly BatchResult[] {
  const before = new Map(earlier.map((result) => [JSON.stringify(result.facts), result]));
  return items.map((item) => {
    const facts = sent[item.index] ?? null;
    const last = before.get(JSON.stringify(facts));
    return {
      ...item,
      facts,
      number: said(facts, about, about.number?.name),
      title: said(facts, about, about.title?.name),
      ...(last ? { before: last } : {}),
    };
  });
}

export function differs({ before, winner }: BatchResult): boolean {
  return before !== undefined && (before.winner?.id ?? null) !== (winner?.id ?? null);
}

export function isShown(result: BatchResult, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'none':
      return !result.problem && !result.winner;
    case 'wrong':
      return result.problem !== undefined;
    case 'differs':
      return differs(result);
  }
}

function said(facts: Json, about: FormModel, name: string | undefined): string {
  const field = name === undefined ? undefined : about.byName.get(name);
  const value = isObject(facts) && field ? (facts[field.name] ?? null) : null;
  if (value === null || !field) return '';
  const text = uiKind(field).show(value, field);
  return typeof text === 'string' ? text : '';
}
