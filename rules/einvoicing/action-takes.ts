import { compare, parseDecimal, round, sign } from '../../metadata/common/decimal.ts';
import type { Problem } from '../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { ActionTakes } from '../action-takes.ts';
import { listOf, object, oneOf } from '../decisions/schema.ts';
import { choiceProblems, splitChoiceSchema } from './split/choice.ts';

export const redReasons = ['wrong', 'return', 'stopped', 'allowance'] as const;
/** What becomes of a paper or electronic special invoice that is reversed. */
export const redWays = ['information-table', 'negative-document'] as const;

/** `"12.50"`, or the JSON number. */
const money = { type: ['string', 'number'], pattern: '^\\d{1,25}(\\.\\d{1,10})?$' } as const;

const redLine = object(
  {
    id: { type: 'string', minLength: 1, description: 'Id of a line of the blue invoice.' },
    amount: {
      ...money,
      'x-problem': 'red-amount',
      description: 'Net, above 0. Default: all that is left of the line.',
    },
    tax: { ...money, 'x-problem': 'red-tax', description: 'Not below 0. Default: by the rate of the line.' },
  },
  ['id'],
);

const reverse: ActionTakes = {
  members: {
    redReason: {
      ...oneOf(...redReasons),
      description:
        'Default: `wrong` where all of an invoice is reversed of which nothing was before, else `return`.',
    },
    lines: {
      ...listOf(redLine),
      minItems: 1,
      maxItems: 10_000,
      description: 'The lines that are reversed, each once. Default: all that is left of the invoice.',
    },
    by: {
      ...oneOf(...redWays),
      description: 'Of paper and electronic special invoices: what is made. Default: as a parameter says.',
    },
  },
  problems: ({ lines }) => (Array.isArray(lines) ? lineProblems(lines.filter(isObject)) : []),
};

function lineProblems(lines: readonly JsonObject[]): readonly Problem[] {
  const seen = new Set<Json | undefined>();
  return lines.flatMap(({ id, amount, tax }, at) => {
    const problems: Problem[] = [];
    if (seen.has(id))
      problems.push({ path: `/lines/${at}/id`, code: 'row-twice', params: { id: id ?? null } });
    seen.add(id);
    const net = moneyOf(amount);
    if (amount !== undefined && (net === null || sign(net) <= 0))
      problems.push({ path: `/lines/${at}/amount`, code: 'red-amount' });
    const due = moneyOf(tax);
    if (tax !== undefined && (due === null || sign(due) < 0))
      problems.push({ path: `/lines/${at}/tax`, code: 'red-tax' });
    return problems;
  });
}

/** An amount of money that was sent; null: it is none. */
export function moneyOf(sent: Json | undefined): string | null {
  const amount = typeof sent === 'string' || typeof sent === 'number' ? parseDecimal(sent) : null;
  return amount === null || compare(round(amount, 2), amount) !== 0 ? null : amount;
}

const makesInvoices: ActionTakes = {
  members: {
    split: splitChoiceSchema,
    answers: {
      type: 'object',
      additionalProperties: { type: 'boolean' },
      description: 'To questions that were asked before, by their ids.',
    },
  },
  problems: ({ split }) => (isObject(split) ? choiceProblems(split, '/split') : []),
};

/** What bodies of actions of e-invoicing take, by capability. */
export const actionTakes: Readonly<Record<string, ActionTakes>> = {
  'plan-application': makesInvoices,
  'issue-application': makesInvoices,
  'reverse-invoice': reverse,
  'return-quota': {
    members: {
      amount: {
        type: ['string', 'number'],
        'x-problem': 'quota-return-amount',
        description: 'Net, above 0, with two decimals at most.',
      },
      reason: { type: 'string', description: 'Why it is returned, in 200 characters at most.' },
    },
  },
  'run-again': {
    members: {
      rows: {
        ...listOf({
          anyOf: [
            { type: 'string' },
            { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
          ],
        }),
        description: 'Ids of the rows that are tried again. Default: all that were not done.',
      },
    },
  },
};
