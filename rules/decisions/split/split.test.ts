import { describe, expect, it } from 'vitest';
import type { Line } from '../common/line.ts';
import { goldenCases, itAnswers } from '../golden.suite.ts';
import { answered } from './answered.suite.ts';
import { remarksOf } from './remarks.ts';
import { type SplitAsked, type SplitRule, split } from './split.ts';

interface Given extends SplitRule {
  readonly invoiceType?: string;
  readonly taxMethod?: string;
  readonly taxIncluded?: boolean;
  readonly remark?: string;
  readonly limit?: string;
  readonly deviceLimit?: never;
  readonly by?: 'limit' | 'line' | 'count';
  readonly count?: number;
  readonly lineCount?: number;
  readonly lines?: readonly Line[];
}

function answerNet({ limit, lineCount, lines, by, count, deviceLimit, ...given }: Given) {
  const invoiceType = given.invoiceType ?? (given.rowsPerInvoice ? '007' : '10xdp');
  const many = Array.from({ length: lineCount ?? 0 }, (): Line => ({ amount: '1', rate: '0', tax: '0' }));
  const rule = limit ? { ...given, limits: [{ invoiceType, netLimit: limit }] } : given;
  const asked: SplitAsked = {
    ...(by ? { by } : {}),
    ...(count ? { count } : {}),
    deviceLimit: deviceLimit ?? null,
  };
  const { taxMethod, remark } = given;
  return answered(split({ invoiceType, lines: lines ?? many, taxMethod, remark }, rule, asked));
}

interface GivenGross {
  readonly taxIncluded?: boolean;
  readonly mode: 'by-price';
  readonly limit: string;
  readonly fixedQuantity?: string;
  readonly decimals?: number;
  readonly handling?: 'system';
  readonly lines: readonly Line[];
}

describe('documents are split', () => {
  itAnswers('split-net', answerNet);
  itAnswers('split', answerNet);
  const answerGross = ({ lines, ...gross }: GivenGross) =>
    answered(split({ invoiceType: '10xdp', lines }, {}, { gross }));
  itAnswers('split-gross', answerGross);
  itAnswers('split-gross-2', answerGross);

  interface Remarks {
    readonly rule: 1 | 2 | 3 | 4;
    readonly invoices: readonly (readonly string[])[];
    readonly separator: string;
  }
  const rules = ['header', 'first-line', 'invoice-lines', 'document-lines'] as const;
  it.each(goldenCases<Remarks, readonly string[]>('remarks'))('%s', (_name, { input, expect: expected }) => {
    const { invoices, rule, separator } = input;
    expect(remarksOf({ header: 'Z', invoices }, rules[rule - 1] ?? 'header', separator)).toEqual(expected);
  });
});
