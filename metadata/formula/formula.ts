import type { Problem } from '../common/issue.ts';
import type { Json } from '../common/json.ts';

/**
 * The one grammar of values, beside that of conditions. What somebody wrote becomes a tree, which knows where in the text
 * each of its parts stands.
 */
export type Formula = { readonly at: Span } & (
  | { readonly type: 'number' | 'text'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'empty' }
  /** By ids: `price`, `parent.rate`, `row.size`, `item.rate` through a reference, `lines.amount` of rows. */
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'sign'; readonly sign: 'not' | '-'; readonly of: Formula }
  | { readonly type: 'pair'; readonly sign: PairSign; readonly left: Formula; readonly right: Formula }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Formula[] }
);

export type Call = Extract<Formula, { readonly type: 'call' }>;

/** From the first character on, and up to the one before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type CompareSign = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type PairSign = 'or' | 'and' | CompareSign | '&' | '+' | '-' | '*' | '/';

/** What binds closer has a greater level; a sign before a value has the level of its name. */
export const levels: Readonly<Record<PairSign | 'not' | 'negative', number>> = {
  or: 1,
  and: 2,
  not: 3,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '&': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  negative: 8,
};

/** Longer formulas are refused: nobody reads them, and they are walked by recursion. */
export const formulaLimits = { nodes: 500, depth: 12, characters: 8000 };

/** Words that are no names of fields, unless they stand in braces. */
export const formulaWords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'true', 'false', 'empty']);

/** A mistake at its characters, counted from 1 as people do. */
export function formulaProblem(
  code: string,
  { from, to }: Span,
  params: Readonly<Record<string, Json>> = {},
): Problem {
  return { path: '', code, params: { at: from + 1, length: Math.max(1, to - from), ...params } };
}

/** The formulas directly below one. */
export function partsOf(formula: Formula): readonly Formula[] {
  if (formula.type === 'sign') return [formula.of];
  if (formula.type === 'pair') return [formula.left, formula.right];
  return formula.type === 'call' ? formula.args : [];
}

/** The paths that a formula reads, once each; `but`: not those that stand in calls of a function alone. */
export function pathsIn(formula: Formula, but?: string): readonly string[] {
  const found = new Set<string>();
  const walk = (one: Formula): void => {
    if (one.type === 'call' && one.name === but) return;
    if (one.type === 'path') found.add(one.path);
    for (const part of partsOf(one)) walk(part);
  };
  walk(formula);
  return [...found];
}
