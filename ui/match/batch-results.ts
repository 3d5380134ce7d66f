import { isObject, type Json } from '../../metadata/common/json.ts';
import type { MatchedItem } from '../../metadata/contract/match/rule.ts';
import type { Field } from '../../metadata/field.ts';
import { uiKind } from '../fields/kinds/index.ts';
import type { FormModel } from '../model/form-model.ts';

/** The results that are shown. */
export type Shown = 'all' | 'none' | 'differs' | 'wrong';

/** The result for one of many facts, and the result when they were asked before. */
export interface BatchResult extends MatchedItem {
  readonly facts: Json;
  /** Empty: nobody gave it one. */
  readonly number: string;
  /** The values of the fields of `namedBeside`, in their order. */
  readonly beside: readonly string[];
  /** Undefined: the same facts were not asked before. */
  readonly before?: MatchedItem;
}

/**
 * Answers the fields that name a document beside its number: its title; where that is the number, the texts of its
 * list.
 */
export function namedBeside({ number, title, list, byName }: FormModel): readonly Field[] {
  if (title && title !== number) return [title];
  return list.columns
    .flatMap((column) => byName.get(column) ?? [])
    .filter((field) => field !== number && field.kind.name === 'text')
    .slice(0, 2);
}

/** With what was answered before for the very same facts. */
export function resultsOf(
  items: readonly MatchedItem[],
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
      beside: namedBeside(about).map(({ name }) => said(facts, about, name)),
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
