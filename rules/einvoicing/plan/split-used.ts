import { textIn } from '../../decisions/given.ts';
import { used } from '../../decisions/rules.ts';
import type { UsedRecord } from '../../decisions/trace.ts';
import type { Application } from '../forms/documents.ts';
import { asConfigured, type SplitChoice } from '../split/choice.ts';
import type { GrossRule } from '../split/gross.ts';
import { roomsOf } from '../split/invoices.ts';
import type { SplitDocument } from '../split/split-document.ts';
import { netLimit, type SplitRule } from '../split/split-rule.ts';
import { unitsOf } from '../split/unit.ts';
import type { PlanConfig, PlanQuestion } from './config.ts';
import type { Prepared } from './prepare.ts';

/** The way in which a document was split, and by which rule. */
export interface SplitUsed {
  /** Places of the applications in it, and their numbers. */
  readonly of: readonly number[];
  readonly applications: readonly string[];
  readonly by: SplitChoice['by'];
  readonly count?: number;
  /** With the members that the settings fill in. */
  readonly gross?: GrossRule;
  /** Null: no rule is stored. */
  readonly rule: UsedRecord | null;
  /** Of an invoice: its net amount, or by gross amounts that with tax; null: there is none. */
  readonly limit: string | null;
  /** Of an invoice, at most. */
  readonly rows: number;
  /** Number of invoices that it became; none of a document that stops. */
  readonly invoices: number;
  readonly basis?: SplitBasis;
}

/** The basis of a split, for those who split it themselves: the document, the rule and the limits. */
export interface SplitBasis {
  readonly document: SplitDocument;
  readonly rule: SplitRule;
  readonly deviceLimit: string | null;
  /** By gross amounts it would go so; null: nobody set a limit. */
  readonly gross: GrossRule | null;
}

/** Returns the way in which somebody wants an application split: by its id, its number, or like all others. */
export function choiceFor(
  application: Application,
  { split, splits = {} }: Pick<PlanQuestion, 'split' | 'splits'>,
): SplitChoice {
  const names = [textIn(application, 'id'), textIn(application, 'number')];
  const [own] = names.flatMap((name) => (Object.hasOwn(splits, name) ? (splits[name] ?? []) : []));
  return own ?? split ?? asConfigured;
}

interface About {
  readonly first: Prepared;
  readonly of: readonly number[];
  readonly applications: readonly string[];
  readonly config: PlanConfig;
  readonly basis: boolean;
}

export function splitUsed(
  document: SplitDocument,
  invoices: number,
  { first, of, applications, config, basis }: About,
): SplitUsed {
  const { choice, splitRule, application } = first;
  const rule = (splitRule ?? {}) as SplitRule;
  const gross = config.grossRuleOf?.(choice.by === 'gross' ? (choice.gross ?? {}) : {}, application) ?? null;
  const { invoiceType = null, taxMethod = null, taxIncluded = null, remark = null, lines } = document;
  return {
    of,
    applications,
    by: choice.by,
    ...(choice.by === 'count' ? { count: choice.count } : {}),
    ...(choice.by === 'gross' && gross ? { gross } : {}),
    rule: splitRule ? used('split-rule', splitRule) : null,
    limit: choice.by === 'gross' ? (gross?.limit ?? null) : netLimit(document, rule),
    rows: roomsOf(
      document,
      rule,
      unitsOf(
        lines.map((line, from) => ({ from, line })),
        'amount',
      ),
    ).most,
    invoices,
    ...(basis
      ? {
          basis: {
            document: { invoiceType, taxMethod, taxIncluded, remark, lines },
            rule,
            gross,
            deviceLimit: config.deviceLimitOf?.(application) ?? null,
          },
        }
      : {}),
  };
}
