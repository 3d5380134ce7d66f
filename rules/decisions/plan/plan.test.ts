import { describe } from 'vitest';
import type { JsonObject } from '../../../metadata/json.ts';
import { momentIn } from '../../calendar.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { ItemBook } from '../items/item-book.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import type { PlanConfig, PlanQuestion } from './config.ts';
import { plan } from './plan.ts';

interface Given extends PlanQuestion {
  readonly config: GivenRecords;
}

/** What the worked cases give, and nothing else. */
function configOf(config: GivenRecords): PlanConfig {
  return {
    settings: (config['other-settings'] ?? {}) as PlanConfig['settings'],
    book: new ItemBook(recordsOf(config, 'invoice-item')),
    titles: recordsOf(config, 'buyer-title'),
    partners: recordsOf(config, 'partner'),
    rules: rulesOf(config),
    parameter: () => null,
    corrections: [],
    ratesOf: () => undefined,
    ruleOf: (form, reference) => recordsOf(config, form).find(({ number }) => number === reference) ?? null,
    businessOf: () => null,
    accounts: [],
    now: momentIn('Asia/Shanghai', 0),
    zone: 'Asia/Shanghai',
  };
}

describe('applications become pending invoices', () => {
  itAnswers('plan', async ({ config, ...question }: Given) => {
    const decided = await plan(question, configOf(config));
    const { pendingInvoices } = decided.result;
    return {
      ...decided.result,
      pendingInvoices: pendingInvoices as unknown as JsonObject[],
      issues: codesOf(decided),
    };
  });
});
