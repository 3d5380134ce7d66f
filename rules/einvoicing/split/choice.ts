import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import { count, decimal, listOf, object, oneOf } from '../../decisions/schema.ts';
import type { HandInvoice } from './by-hand.ts';
import type { GrossAsked } from './gross-settings.ts';

/** The way in which somebody has a document split. */
export type SplitChoice =
  /** As its rule says; or every line by itself. */
  | { readonly by: 'limit' | 'line' }
  | { readonly by: 'count'; readonly count: number }
  /** By amounts with tax; what is left open comes from the settings. */
  | { readonly by: 'gross'; readonly gross?: GrossAsked }
  | { readonly by: 'hand'; readonly invoices: readonly HandInvoice[] };

export const asConfigured: SplitChoice = { by: 'limit' };

/** Invoices that one document may be taken apart into by hand. */
const mostByHand = 5_000;

/** The members of a split by gross amounts. */
export const grossMembers = {
  limit: decimal,
  mode: oneOf('by-price', 'by-quantity', 'by-quantity-whole'),
  fixedQuantity: decimal,
  decimals: count,
  handling: oneOf('system', 'keep-decimals'),
};

const handLine: JsonSchema = {
  ...object(
    {
      line: {
        type: 'integer',
        minimum: 1,
        description: 'Its number in the document; of one without, its place from 1.',
      },
      quantity: decimal,
      amount: decimal,
      gross: decimal,
    },
    ['line'],
  ),
  description:
    'What of a line goes onto the invoice, by quantity, net `amount` or `gross`, with the sign of the line; nothing said: what the other places leave. Its discount goes along.',
};

const handInvoice = object({ lines: { ...listOf(handLine), maxItems: 2_000 } }, ['lines']);

/** Nothing but the members that go with `by`, which `choiceProblems` judges. */
export const splitChoiceSchema: JsonSchema = {
  ...object(
    {
      by: oneOf('limit', 'line', 'count', 'gross', 'hand'),
      count: {
        type: 'integer',
        minimum: 2,
        maximum: mostByHand,
        description: 'How many invoices; with `by: count` alone, and needed there.',
      },
      gross: { ...object(grossMembers), description: 'With `by: gross` alone.' },
      invoices: {
        ...listOf(handInvoice),
        maxItems: mostByHand,
        description: 'With `by: hand` alone, and needed there.',
      },
    },
    ['by'],
  ),
  description:
    '`limit`: as configured (default); `line`: every line by itself; `count`: so many invoices; `gross`: by amounts with tax; `hand`: as it is said.',
};

const goesWith = { count: 'count', gross: 'gross', invoices: 'hand' } as const;

/** Finds members that a choice lacks, and those that do not go with it. */
export function choiceProblems(choice: JsonObject, path: string): readonly Problem[] {
  const problems: Problem[] = [];
  const { by: chosen, count, invoices } = choice;
  for (const [member, by] of Object.entries(goesWith)) {
    const isSaid = choice[member] !== undefined;
    const allowed = [
      'by',
      ...Object.entries(goesWith).flatMap(([name, its]) => (its === chosen ? [name] : [])),
    ];
    if (isSaid && chosen !== by)
      problems.push({ path: `${path}/${member}`, code: 'unknown-member', params: { allowed } });
  }
  if (chosen === 'count' && count === undefined)
    problems.push({ path: `${path}/count`, code: 'number-expected' });
  if (chosen === 'hand' && invoices === undefined)
    problems.push({ path: `${path}/invoices`, code: 'array-expected' });
  return problems;
}
