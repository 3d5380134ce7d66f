import { describe, expect, it } from 'vitest';
import { type CodeStrategy, type CoverTemplate, imageCode } from './image-code.ts';
import { unconfiguredOf } from './unconfigured.ts';

const asked = { application: '费用', billType: '报销单', sequence: 42, today: '2026-03-05' };
const cover: CoverTemplate = { number: 'T', name: '封面', qrContent: 'image-code', qrPosition: 'top-right' };

describe('the image code of a bill', () => {
  it.each<[string, Parameters<typeof unconfiguredOf>[1], string | null]>([
    ['is unknown where nothing is set', [], 'application'],
    [
      'is unknown where all that is set is for all bills',
      [{}, { application: '', billType: null }],
      'application',
    ],
    ['is unknown where only others are named', [{ application: '采购', billType: '报销单' }], 'application'],
    ['is known by itself', [{ application: '费用', billType: '报销单' }], null],
    ['is known by its application', [{ application: '费用' }], null],
    ['is known by its type in all applications', [{ billType: '报销单' }], null],
    [
      'is of an unknown type where its application has others',
      [{ application: '费用', billType: '借款单' }, { application: '采购', billType: '报销单' }, {}],
      'billType',
    ],
    [
      'is of a type that is known in all applications',
      [{ application: '费用', billType: '借款单' }, { billType: '报销单' }],
      null,
    ],
  ])('%s', (_, settings, unknown) => {
    const unconfigured = unconfiguredOf(asked, settings);
    expect(unconfigured).toBe(unknown);
    const { result, issues } = imageCode(asked, { strategies: [{}], template: null, unconfigured });
    expect([result.imageCode, issues]).toEqual([
      '42',
      unknown === null
        ? []
        : [
            {
              code: 'image-bill-unconfigured',
              severity: 'warns',
              at: { field: unknown },
              params: { application: '费用', billType: '报销单' },
            },
          ],
    ]);
  });

  it.each<[string, readonly CodeStrategy[], string | null]>([
    [
      'is what its strategy puts together',
      [{ prefix: 'YX', datePart: 'yyyyMMdd', sequenceLength: 6 }],
      'YX20260305000042',
    ],
    ['has the month alone', [{ prefix: 'YX', datePart: 'yyyyMM', sequenceLength: 3 }], 'YX202603042'],
    ['may be a number alone', [{ datePart: 'none', sequenceLength: 4 }], '0042'],
    ['is no shorter than what it counts', [{ sequenceLength: 1 }], '42'],
    [
      'goes by the strategy that names most of it',
      [{ prefix: 'A' }, { prefix: 'B', billType: '报销单' }, { prefix: 'C', application: '费用' }],
      'C42',
    ],
    ['goes by none that is for others', [{ prefix: 'A', application: '采购' }], null],
    ['is not made where no strategy is enabled', [], null],
  ])('%s', (_, strategies, code) => {
    const { result, issues } = imageCode(asked, { strategies, template: null });
    expect(result.imageCode).toBe(code);
    expect(issues.map((issue) => issue.code)).toEqual(code === null ? ['image-code-disabled'] : []);
  });

  it('is counted with those that share what stands before', () => {
    const of = (strategies: readonly CodeStrategy[]) =>
      imageCode(asked, { strategies, template: null }).result.series;
    expect(of([{ prefix: 'YX', datePart: 'yyyyMM', sequenceLength: 3 }])).toBe('YX202603');
    expect(of([])).toBeNull();
  });

  it.each<[string, CoverTemplate, string | null, string | null]>([
    ['stands in a corner of the cover', cover, 'S42', null],
    ['stands in the other corner', { ...cover, qrPosition: 'top-left' }, 'S42', null],
    ['is doubted in the middle', { ...cover, qrPosition: 'centre' }, 'S42', 'cover-code-place'],
    ['is doubted elsewhere', { ...cover, qrPosition: 'other' }, 'S42', 'cover-code-place'],
    [
      'is missing where the cover has a code of something else',
      { ...cover, qrContent: 'other' },
      null,
      'cover-without-code',
    ],
    ['is missing where it has none', { ...cover, qrContent: 'none' }, null, 'cover-without-code'],
  ])('%s', (_, template, qrText, issue) => {
    const { result, issues } = imageCode(asked, { strategies: [{ prefix: 'S' }], template });
    expect(result.cover).toMatchObject({ number: 'T', qrText });
    expect(issues.map(({ code }) => code)).toEqual(issue ? [issue] : []);
  });
});
