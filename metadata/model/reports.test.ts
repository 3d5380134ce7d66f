import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { knownWith } from '../domain.ts';
import { messages } from '../messages/messages.ts';
import { compile } from './compile.ts';
import { type Change, changed, sourcesOf } from './sample.suite.ts';

const file = 'reports/sales.json';
const report: JsonObject = {
  name: 'sales',
  form: 'order',
  label: { zh: '销售', en: 'Sales' },
  groups: [{ field: 'org' }, { field: 'createdAt', by: 'month' }],
  values: [{ of: 'count' }],
};
const with_ = (more: JsonObject): readonly Change[] => [['shop', file, '', { ...report, ...more }]];
const said = (changes: readonly Change[]) =>
  compile(sourcesOf(changed(changes)), { known: knownWith([], []) }).issues.map(
    ({ package: pack, file: at, pointer, code }) => `${pack} ${at}#${pointer} ${code}`,
  );
const wrong = (issue: string) => [`shop ${file}#${issue}`];

type Row = readonly [says: string, more: JsonObject, issues: readonly string[]];

const rows: readonly Row[] = [
  ['of a form that is there', {}, []],
  ['of none that is not', { form: 'ordre' }, wrong('/form unknown-form')],
  ['with a name for addresses', { name: 'My Sales' }, wrong('/name form-name')],
  ['by fields that there are', { groups: [{ field: 'nothing' }] }, wrong('/groups/0/field unknown-field')],
  ['across, too', { across: { field: 'nothing' } }, wrong('/across/field unknown-field')],
  [
    'by months of days and moments alone',
    { groups: [{ field: 'org', by: 'month' }] },
    wrong('/groups/0/by report-not-dated'),
  ],
  [
    'by spans that there are',
    { groups: [{ field: 'createdAt', by: 'age' }] },
    wrong('/groups/0/by schema-enum'),
  ],
  [
    'by rows only where they are counted',
    { groups: [{ field: 'lines' }] },
    wrong('/groups/0/field field-unfit'),
  ],
  ['of rows that there are', { entries: 'parts' }, wrong('/entries unknown-entries')],
  ['of numbers', { values: [{ of: 'sum', field: 'number' }] }, wrong('/values/0/field report-no-number')],
  ['of some field', { values: [{ of: 'sum' }] }, wrong('/values/0 schema-required')],
  [
    'counted by none',
    { values: [{ of: 'count', field: 'number' }] },
    wrong('/values/0/field schema-unknown'),
  ],
  ['of at least one value', { values: [] }, wrong('/values schema-few')],
  [
    'with a filter that asks facts',
    { filter: { fact: 'nothing', operator: 'isEmpty' } },
    wrong('/filter/fact unknown-fact'),
  ],
  ['as a chart that there is', { chart: 'donut' }, wrong('/chart schema-enum')],
];

describe('a report is', () => {
  it.each(rows)('%s', (_, more, issues) => {
    expect(said(with_(more))).toEqual(issues);
  });

  it('of a name that no other report of the form has', () => {
    const twice: readonly Change[] = [...with_({}), ['shop', 'reports/again.json', '', report as Json]];
    expect(said(twice)).toEqual([`shop ${file}#/name report-twice`]);
    for (const code of ['report-twice', 'report-not-dated', 'report-no-number'])
      expect(messages).toHaveProperty(code);
  });
});
