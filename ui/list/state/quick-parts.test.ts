import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../metadata/condition.ts';
import { formOfFields, plainField, reviveForm } from '../../model/form-model.ts';
import { conditionOf } from './list-filter.ts';
import { type ListState, plainState } from './list-state.ts';
import { withQuickParts } from './quick-parts.ts';

const option = (value: string) => ({ value, label: { zh: value, en: value } });
const fields = [
  'number text',
  'day date',
  'amount integer',
  'paid boolean',
  'state choice',
  'place geolocation',
].map((one) => {
  const [name = '', kind = ''] = one.split(' ');
  const options = kind === 'choice' ? { options: [option('open'), option('done')] } : {};
  return { ...plainField, id: name, name, path: name, kind, label: { zh: name, en: name }, ...options };
});
const form = reviveForm({ ...formOfFields({ zh: '单据', en: 'Bill' }, fields), number: 'number' });

const seen = (condition: Condition, more: Partial<ListState> = {}) => {
  const { quick, condition: rest } = withQuickParts({ ...plainState, condition, ...more }, form);
  return { quick, rest };
};
const failed: Condition = { fact: 'state', operator: 'equal', value: 'open' };
const exact: Condition = { fact: 'number', operator: 'equal', value: 'A1' };

describe('a condition in a link', () => {
  it.each<[says: string, asked: Condition, quick: ListState['quick'], rest: Condition | null]>([
    ['a choice', failed, { state: ['open'] }, null],
    [
      'several choices',
      { fact: 'state', operator: 'in', value: ['open', 'done'] },
      { state: ['open', 'done'] },
      null,
    ],
    ['an organisation', { fact: 'org', operator: 'in', value: ['a', 'b'] }, { org: ['a', 'b'] }, null],
    ['yes or no', { fact: 'paid', operator: 'equal', value: true }, { paid: ['true'] }, null],
    [
      'days',
      { fact: 'day', operator: 'between', value: ['2026-01-01', '2026-01-31'] },
      { day: ['2026-01-01..2026-01-31'] },
      null,
    ],
    [
      'days from one on',
      { fact: 'day', operator: 'greaterThanOrEqual', value: '2026-01-01' },
      { day: ['2026-01-01..'] },
      null,
    ],
    ['a part of a text', { fact: 'number', operator: 'contains', value: 'A' }, { number: ['A'] }, null],
    [
      'members in another order',
      { operator: 'equal', value: 'open', fact: 'state' } as Condition,
      { state: ['open'] },
      null,
    ],
    ['all of a text stays', exact, {}, exact],
    [
      'what is not',
      { fact: 'state', operator: 'notEqual', value: 'open' },
      {},
      { fact: 'state', operator: 'notEqual', value: 'open' },
    ],
    ['any of several stays', { any: [failed, exact] }, {}, { any: [failed, exact] }],
    ['the rest stays alone', { all: [failed, exact] }, { state: ['open'] }, exact],
    ['the same field twice', { all: [failed, failed] }, { state: ['open'] }, failed],
    [
      'a field that is not there',
      { fact: 'gone', operator: 'equal', value: 'x' },
      {},
      { fact: 'gone', operator: 'equal', value: 'x' },
    ],
  ])('%s', (_, condition, quick, rest) => {
    expect(seen(condition)).toEqual({ quick, rest });
  });

  it('leaves a saved view, and a filter that stands beside it, as they are', () => {
    expect(seen(failed, { saved: 'mine' })).toEqual({ quick: {}, rest: failed });
    expect(seen(failed, { quick: { state: ['done'] } })).toEqual({
      quick: { state: ['done'] },
      rest: failed,
    });
  });

  it('asks the very same as before, whatever quick filters said it', () =>
    fc.assert(
      fc.property(
        fc.record(
          {
            state: fc.subarray(['open', 'done'], { minLength: 1 }),
            paid: fc.constantFrom(['true'], ['false']),
            number: fc.constantFrom(['A'], ['B 1']),
            day: fc.constantFrom(['2026-01-01..'], ['..2026-02-01'], ['2026-01-01..2026-02-01']),
            place: fc.constantFrom(['true'], ['false']),
          },
          { requiredKeys: [] },
        ),
        (quick) => {
          const condition = conditionOf({ ...plainState, quick }, form);
          if (!condition) return;
          const { quick: again, rest } = seen(condition);
          expect([again, rest]).toEqual([quick, null]);
        },
      ),
    ));
});
