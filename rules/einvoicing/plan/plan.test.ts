import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { momentIn } from '../../calendar.ts';
import { codesOf, goldenCases, itAnswers } from '../golden.suite.ts';
import { ItemBook } from '../items/item-book.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import type { PlanConfig, PlanQuestion } from './config.ts';
import { plan } from './plan.ts';

interface Given extends PlanQuestion {
  readonly config: GivenRecords;
}

/** Makes a configuration of the records that worked cases give, and of nothing else. */
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
    splitRuleOf: (reference) =>
      recordsOf(config, 'split-rule').find(({ number }) => number === reference) ?? null,
    mergeRuleOf: (reference) =>
      recordsOf(config, 'merge-rule').find(({ number }) => number === reference) ?? null,
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
      number,
      buyerName,
      invoiceType: '10xdp',
      dataSource: 'api',
      lines: [line],
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

  const goods = { itemName: '货', rate: '0.13', quantity: '10', price: '10', amount: '100', tax: '13' };
  const named = (number: string): JsonObject => ({
    number,
    buyerName: '甲',
    invoiceType: '10xdp',
    dataSource: 'api',
    lines: [
      { ...goods, seq: 1, gross: '113' },
      { ...goods, seq: 2, gross: '113' },
    ],
  });
  const merging = {
    'merge-rule': [{ number: 'HB1', mergeLines: true, tail: 'gross-exact' }],
    'processing-scheme': [{ number: 'F1', dataSources: ['api'], priority: 1, mergeRule: 'HB1' }],
  };
  const grossRuleOf: PlanConfig['grossRuleOf'] = (asked) =>
    asked.limit ? { mode: 'by-price', limit: '0', ...asked } : null;
  const choosing = async (question: Omit<PlanQuestion, 'applications'>, ...numbers: readonly string[]) => {
    const applications = numbers.map(named);
    const { result, issues, trace } = await plan(
      { applications, ...question },
      { ...configOf(merging), grossRuleOf },
    );
    const written = result.writeBack.map(({ quantity, gross }) => [quantity, gross]);
    return {
      invoices: result.pendingInvoices.map((one) => [one.applications.join('+'), one['amount']]),
      splits: result.splits.map(({ by, invoices }) => [by, invoices]),
      codes: codesOf({ issues }),
      steps: trace.map(({ code }) => code),
      written,
    };
  };

  it('split as each of them was chosen to be: what is chosen otherwise is not merged', async () => {
    const one = { line: 1, quantity: '4' };
    const invoices = [{ lines: [one] }, { lines: [{ line: 1 }, { line: 2 }] }];
    const split = { by: 'line' } as const;
    const splits = {
      B: { by: 'count', count: 2 },
      C: { by: 'hand', invoices },
      E: { by: 'limit' },
      F: { by: 'hand', invoices },
    } as const;
    const found = await choosing({ split, splits }, 'A', 'B', 'C', 'D', 'E', 'F');
    expect(found).toMatchObject({
      invoices: [
        ...[
          ['A+D', '400'],
          ['B', '100'],
          ['B', '100'],
        ],
        ...[
          ['C', '40'],
          ['C', '160'],
          ['E', '200'],
          ['F', '40'],
          ['F', '160'],
        ],
      ],
      splits: [
        ['line', 1],
        ['count', 2],
        ['hand', 2],
        ['limit', 1],
        ['hand', 2],
      ],
      codes: [],
    });
    expect(found.steps).toContain('split-chosen');
    expect(found.written).toEqual(Array.from({ length: 12 }, () => ['10', '113']));
  });

  it('split by amounts with tax as far as somebody sets a limit, and as a whole', async () => {
    const gross = { limit: '100' };
    const found = await choosing({ split: { by: 'gross', gross } }, 'A');
    expect([found.invoices.length, found.splits, found.codes]).toEqual([3, [['gross', 3]], []]);
    expect((await choosing({ split: { by: 'gross' } }, 'A')).codes).toEqual(['gross-limit-missing']);
    const applications = [{ ...named('A'), applyStatus: 'partial' as const }];
    const part = await plan(
      { applications, split: { by: 'gross', gross } },
      { ...configOf({}), grossRuleOf },
    );
    expect([part.result.stopped, codesOf(part)]).toEqual([['A'], ['gross-of-part']]);
  });

  it('what is not wholly placed by hand is not issued, and answers what it was split by', async () => {
    const applications = [named('A')];
    const split = { by: 'hand', invoices: [] } as const;
    const left = await plan({ applications, split }, configOf(merging));
    expect([left.result.stopped, codesOf(left)]).toEqual([['A'], ['hand-line-left', 'hand-line-left']]);
    const { result, issues } = await plan({ applications, split, basis: true }, configOf(merging));
    expect([result.pendingInvoices, result.stopped, issues]).toEqual([[], ['A'], []]);
    expect(result.splits).toMatchObject([
      { by: 'hand', applications: ['A'], limit: null, rows: 1000, invoices: 0 },
    ]);
    expect(result.splits[0]?.basis?.document.lines.map(({ seq, amount }) => [seq, amount])).toEqual([
      [1, '100'],
      [2, '100'],
    ]);
  });
});
