import type { Json } from '../../../metadata/common/json.ts';
import type { ChangePreview } from '../../../metadata/contract/changes/preview.ts';
import { type Item, isParam } from '../../../rules/changes/item.ts';
import type { Call } from '../../call/call.ts';

/** A case that passes as it is, and would not once a set is published. */
export interface FailingCase {
  /** `local/cases/plan.json#a case`. */
  readonly id: string;
  readonly name: string;
  /** Id of the form whose rules are matched. */
  readonly form: string | null;
  readonly decision: string | null;
  readonly otherwise: readonly { readonly path: string; readonly expected: Json; readonly actual: Json }[];
  /** Whether the caller may read the configuration that the case goes by; others are told only how many there are. */
  readonly isShown: boolean;
}

export interface CasesUnder {
  /** The number of cases that go by something of the set. */
  readonly tried: number;
  readonly failing: readonly FailingCase[];
}

/** The forms and parameters that a set writes, as far as cases ask for them. */
export interface Touched {
  /** Ids. */
  readonly forms: ReadonlySet<string>;
  /** Types. */
  readonly parameters: ReadonlySet<string>;
}

/** `by`: who asks, and sees the design that the set names. */
export type TryCases = (set: string, touched: Touched, by: Call) => Promise<CasesUnder>;

export const noCases: CasesUnder = { tried: 0, failing: [] };

/** Tries the cases that the set touches, as if it were published. */
export async function casesUnder(
  { tryCases }: { readonly tryCases?: TryCases },
  call: Call,
  { id, items }: { readonly id: string; readonly items: readonly Item[] },
): Promise<CasesUnder> {
  if (!tryCases || items.length === 0) return noCases;
  const touched: Touched = {
    forms: new Set(items.flatMap((item) => (isParam(item) ? [] : [item.form]))),
    parameters: new Set(items.flatMap((item) => (isParam(item) ? [item.type] : []))),
  };
  return tryCases(id, touched, call);
}

/**
 * Cases are tried as the system: what they come to is shown to who may read what they go by, and is a number to others.
 */
export function answerCases({ tried, failing }: CasesUnder): ChangePreview['cases'] {
  const shown = failing.filter(({ isShown }) => isShown);
  return {
    tried,
    failing: shown.map(({ id, name, form, decision, otherwise }) => ({
      id,
      name,
      form,
      decision,
      otherwise: otherwise.map((one) => ({ ...one })),
    })),
    withheld: failing.length - shown.length,
  };
}
