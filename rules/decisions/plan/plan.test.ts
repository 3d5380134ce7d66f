import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/json.ts';
import { momentIn } from '../../calendar.ts';
import { codesOf, goldenCases, itAnswers } from '../golden.suite.ts';
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

  const [, asked] = goldenCases<Given, unknown>('plan').find(([name]) => name.includes('from a page')) ?? [];
  const answered = async (answers?: PlanQuestion['answers']) => {
    if (!asked) throw new Error('no case asks');
    const { config, ...question } = asked.input;
    return (await plan({ ...question, ...(answers ? { answers } : {}) }, configOf(config))).result;
  };

  it.each<[string, PlanQuestion['answers'], number, number]>([
    ['nothing is issued until it is answered', undefined, 1, 0],
    ['nor after a no', { 'offset-1': false }, 0, 0],
    ['a yes goes on, as an interface does', { 'offset-1': true }, 0, 1],
    ['an answer to something else is none', { 'offset-2': true }, 1, 0],
  ])('%s', async (_name, answers, questions, invoices) => {
    const planned = await answered(answers);
    expect([planned.questions.length, planned.pendingInvoices.length]).toEqual([questions, invoices]);
  });

  it('what the rule for the rest of a merged line stops is not issued, and stops nobody else', async () => {
    const line = {
      itemName: '货',
      rate: '0.13',
      kind: 'normal',
      amount: '100',
      tax: '13.05',
      gross: '113.05',
    };
    const of = (number: string, buyerName: string): JsonObject => ({
      ...{ number, buyerName, invoiceType: '10xdp', dataSource: 'api', lines: [line] },
    });
    const config = {
      'merge-rule': [{ number: 'HB1', mergeLines: true, tail: 'cannot-issue' }],
      'processing-scheme': [{ number: 'F1', dataSources: ['api'], priority: 1, mergeRule: 'HB1' }],
    };
    const applications = [of('A', '甲'), of('B', '甲'), of('C', '乙')];
    const decided = await plan({ applications }, configOf(config));
    expect(decided.result.stopped).toEqual(['A', 'B']);
    expect(decided.result.pendingInvoices.map((one) => one.applications)).toEqual([['C']]);
    expect(codesOf(decided)).toEqual(['tail-difference']);
  });
});
