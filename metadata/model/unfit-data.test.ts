import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import type { PackageSource } from '../source.ts';
import { unfitData } from './checks/unfit-data.ts';
import { compile } from './compile.ts';
import { readSourceFiles } from './source-files.ts';

const label = { zh: '单', en: 'Job' };
const field = (name: string, more: JsonObject = {}): JsonObject => ({ name, kind: 'text', label, ...more });
const needed = { required: true };
const fields = [
  field('number', { kind: 'text', ...needed }),
  field('approver'),
  field('rows', { kind: 'entries', fields: [field('item', needed), field('note')] }),
];
const record = (key: string, values: JsonObject, more: JsonObject = {}) => ({
  key,
  values: { number: key, ...values },
  ...more,
});
const whole = record('whole', { approver: 'me' });

function packageOf(name: string, files: JsonObject, needs: JsonObject = {}) {
  const manifest = { name, version: '1.0.0', guiju: { prefix: 'ac', label } };
  return new Map<string, Json>([
    ['package.json', { ...manifest, peerDependencies: needs }],
    ...Object.entries(files),
  ]);
}

function found(
  { records, more = {} }: { readonly records: readonly JsonObject[]; readonly more?: JsonObject },
  others: readonly ReadonlyMap<string, Json>[] = [],
  isOwn = (name: string): boolean => name === 'acme',
) {
  const form = { name: 'job', kind: 'master', label, sharing: 'everybody', fields, ...more };
  const own = packageOf('acme', {
    'forms/job.json': form,
    'data/jobs.json': { form: 'job', records },
  });
  const all = [own, ...others].map((one) => readSourceFiles(one).source as PackageSource);
  const { model, layers, issues } = compile(all);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  return (model ? unfitData(model, layers, isOwn) : []).map(
    ({ code, package: by, pointer }) => `${by} ${pointer} ${code}`,
  );
}
const approver = (said: JsonObject) => [field('number', needed), field('approver', said)];

it('finds required fields that a record leaves empty and nothing fills', () => {
  const empty = [whole, record('large', {}), record('small', { approver: '' })];
  expect(found({ records: empty, more: { fields: approver(needed) } })).toEqual([
    'acme /records/1/values/approver data-field-empty',
    'acme /records/2/values/approver data-field-empty',
  ]);
  const rows = [{ item: 'a' }, { note: 'b' }];
  expect(found({ records: [record('rows', { rows })] })).toEqual([
    'acme /records/0/values/rows/1/item data-field-empty',
  ]);
});

const ifNumbered = { fact: 'number', operator: 'isNotEmpty' };
it.each<[string, JsonObject]>([
  ['have a default', { ...needed, default: 'boss' }],
  ['are required in some cases', { required: ifNumbered }],
  ['are seen in some cases', { ...needed, visible: ifNumbered }],
  ['are hidden', { ...needed, hidden: true }],
  ['are numbered by the system', { kind: 'number', pattern: 'N{seq:3}', ...needed }],
  ['need nothing', {}],
])('leaves out those that %s', (_what, said) => {
  expect(found({ records: [record('large', {})], more: { fields: approver(said) } })).toEqual([]);
});

it('leaves out those of a group that is seen in some cases', () => {
  const group = (name: string, more: JsonObject = {}) => ({
    name: `in_${name}`,
    label,
    fields: [name],
    ...more,
  });
  const groups = [group('number'), group('approver', { visible: ifNumbered })];
  const layout = { tabs: [{ name: 'main', label, groups }] };
  const more = { fields: approver(needed), layout };
  expect(found({ records: [record('large', {})], more })).toEqual([]);
});

it('leaves out what others demand, whom the package does not know', () => {
  const set = { extends: 'job', set: { 'fields/approver/required': true } };
  const other = packageOf('local', { 'extensions/job.json': set });
  expect(found({ records: [record('large', {})] }, [other])).toEqual([]);
  const records = [record('theirs', {})];
  const leaning = packageOf('leaning', { 'data/jobs.json': { form: 'job', records } }, { acme: '*' });
  const strict = { records: [whole], more: { fields: approver(needed) } };
  expect(found(strict, [leaning], () => true)).toEqual([
    'leaning /records/0/values/approver data-field-empty',
  ]);
  expect(found(strict, [leaning])).toEqual([]);
});

it('finds records that are the same as another of the package', () => {
  const twice = [whole, record('again', { number: 'whole' }), record('else', { number: 'else' })];
  expect(found({ records: twice })).toEqual(['acme /records/1/values/number data-record-twice']);
  const elsewhere = [whole, record('again', { number: 'whole' }, { org: 'NORTH' })];
  const sharing = { allowed: ['private'], default: 'private' };
  expect(found({ records: elsewhere, more: { sharing } })).toEqual([]);
  const unique = [{ name: 'once', fields: ['approver'], within: 'tenant' }];
  const same = [whole, record('again', { approver: 'me' }, { org: 'NORTH' }), record('third', {})];
  expect(found({ records: same, more: { unique, sharing } })).toEqual([
    'acme /records/1/values/approver data-record-twice',
  ]);
});
