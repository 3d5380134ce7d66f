import type { Json, JsonObject } from '../../metadata/json.ts';
import { type Item, isParam } from '../../rules/changes/item.ts';
import type { Call } from '../call/call.ts';

/** A case that passes as it is, and would not once a set is published. */
export interface FailingCase {
  /** `local/cases/plan.json#a case`. */
  readonly id: string;
  readonly name: string;
  readonly decision: string;
  readonly otherwise: readonly { readonly path: string; readonly expected: Json; readonly actual: Json }[];
}

export interface CasesUnder {
  /** Those that ask a decision which reads something of the set. */
  readonly tried: number;
  readonly failing: readonly FailingCase[];
}

/** What a set writes, as far as cases ask for it. */
export interface Touched {
  /** Ids. */
  readonly forms: ReadonlySet<string>;
  /** Types. */
  readonly parameters: ReadonlySet<string>;
}

export type TryCases = (set: string, touched: Touched) => Promise<CasesUnder>;

export const noCases: CasesUnder = { tried: 0, failing: [] };

/** What cases would come to if the set were published. */
export async function casesUnder(
  { tryCases }: { readonly tryCases?: TryCases },
  { id, items }: { readonly id: string; readonly items: readonly Item[] },
): Promise<CasesUnder> {
  if (!tryCases || items.length === 0) return noCases;
  return tryCases(id, {
    forms: new Set(items.flatMap((item) => (isParam(item) ? [] : [item.form]))),
    parameters: new Set(items.flatMap((item) => (isParam(item) ? [item.type] : []))),
  });
}

/** What a decision comes to is shown to those who may read what it goes by: whoever writes cases, or administers. */
export function answerCases({ rights }: Pick<Call, 'rights'>, { tried, failing }: CasesUnder): JsonObject {
  const isShown = rights.administers || rights.designs('design');
  return {
    tried,
    failing: failing.map(({ id, name, decision, otherwise }) => ({
      ...{ id, name, decision },
      otherwise: isShown ? otherwise.map((one) => ({ ...one })) : [],
    })),
  };
}
