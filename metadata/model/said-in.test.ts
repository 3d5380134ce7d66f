import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { targets } from '../targets.ts';
import { saidIn } from './said-in.ts';

const label = { zh: '名', en: 'Name' };
const other = { zh: '别名', en: 'Other' };

/** A form that says something of all there is, and an extension that says as much of the same. */
const form: Json = {
  name: 'thing-now',
  id: 'thing',
  kind: 'master',
  label,
  help: label,
  sharing: { allowed: ['global'], default: 'global' },
  fields: [
    {
      name: 'colour',
      kind: 'choice',
      label,
      options: [{ value: 'r', label, order: 1 }],
    },
    { name: 'lines', kind: 'entries', label, fields: [{ name: 'itemNow', id: 'item', kind: 'text', label }] },
  ],
  rules: [{ name: 'positive', check: { all: [] }, fields: [], message: label, severity: 'error' }],
  unique: [{ name: 'once', fields: ['colour'], message: label }],
  actions: [{ name: 'go', label, capability: 'set', confirm: label }],
  layout: {
    tabs: [{ name: 'main', label, groups: [{ name: 'basic', label, columns: 2, fields: ['colour'] }] }],
  },
  list: { columns: ['colour'] },
};
const extension: Json = {
  extends: 'thing',
  fields: [{ name: 'x_added', kind: 'text', label }],
  rows: { lines: [{ name: 'x_inner', kind: 'text', label }] },
  groups: [{ name: 'x_more', tab: 'main', after: 'basic', label, fields: ['x_added'] }],
  set: {
    label: other,
    'fields/colour/label': other,
    'fields/colour/options/r/label': other,
    'fields/lines.item/label': other,
    'layout/groups/basic/columns': 3,
    'list/columns': { add: ['x_added'] },
  },
  overrules: { 'fields/colour/label': ['partner'] },
};
const params: Json = {
  type: 'pdf',
  label,
  set: { 'timeout/max': 5, 'format/options/ofd/label': other },
  params: [
    { key: 'timeout', label, value: { kind: 'integer', max: 10 }, unset: { label: other } },
    { dimension: 'tax-number', label, value: { kind: 'text' }, unset: { label } },
  ],
};

const said = (path: string, content: Json, place: string, of = 'thing') =>
  Object.fromEntries(saidIn([[path, content]], { form: of, place }).said);

describe('what the files of a package say of a place', () => {
  it.each([
    ['', { kind: 'master', label, 'sharing/default': 'global', 'list/columns': ['colour'] }],
    ['fields/colour', { kind: 'choice', label }],
    ['fields/colour/options/r', { label, order: 1 }],
    ['fields/lines.item', { kind: 'text', label }],
    ['rules/positive', { check: { all: [] }, fields: [], message: label, severity: 'error' }],
    ['unique/once', { fields: ['colour'], message: label }],
    ['actions/go', { label, confirm: label }],
    ['layout/tabs/main', { label }],
    ['layout/groups/basic', { label, columns: 2, fields: ['colour'] }],
  ] as const)('of its own form: %s', (place, wanted) => {
    const found = said('forms/thing.json', form, place);
    expect(found).toMatchObject(wanted);
    expect(Object.keys(found)).not.toContain('name');
  });

  it.each([
    ['', { label: other, 'list/columns': { add: ['x_added'] } }],
    ['fields/colour', { label: other }],
    ['fields/colour/options/r', { label: other }],
    ['fields/lines.item', { label: other }],
    ['fields/x_added', { kind: 'text', label }],
    ['fields/lines.x_inner', { kind: 'text', label }],
    ['layout/groups/basic', { columns: 3 }],
    ['layout/groups/x_more', { label, fields: ['x_added'] }],
    ['fields/none', {}],
  ] as const)('of another’s: %s', (place, wanted) => {
    expect(said('extensions/thing.json', extension, place)).toEqual(wanted);
  });

  it('says whose word it does not take, and nothing of other forms', () => {
    const asked = { form: 'thing', place: 'fields/colour' };
    const { overrules } = saidIn([['extensions/a.json', extension]], asked);
    expect([...overrules]).toEqual([['label', ['partner']]]);
    expect(said('extensions/a.json', extension, '', 'other')).toEqual({});
    expect(said('forms/a.json', form, '', 'thing-now')).toEqual({});
  });

  it('says of parameters, by key and by dimension', () => {
    expect(said('params/a.json', params, 'params/pdf/timeout', '')).toEqual({
      label,
      kind: 'integer',
      max: 5,
      unset: other,
    });
    expect(said('params/a.json', params, 'params/pdf/{tax-number}', '')).toEqual({
      label,
      kind: 'text',
      unset: label,
    });
    expect(said('params/a.json', params, 'params/pdf/format/options/ofd', '')).toEqual({ label: other });
    expect(said('params/a.json', params, 'params/pdf/format', '')).toEqual({});
    expect(said('params/a.json', params, 'params/xml/timeout', '')).toEqual({});
  });

  it.each(targets.map(({ at }) => at))('finds whatever a layer may say: %s', (at) => {
    const target = at.replaceAll('*', 'it');
    const property =
      /^(label|recordLabel|listLabel|help|menu|title|publicNumbers|indexes|(sharing|list|match|preset)\/.*)$/.test(
        at,
      )
        ? target
        : (/roles\/it$|[^/]+$/.exec(target)?.[0] ?? '');
    const place = target === property ? '' : target.slice(0, -property.length - 1);
    expect(said('extensions/a.json', { extends: 'thing', set: { [target]: 7 } }, place)).toEqual({
      [property]: 7,
    });
  });

  it('takes damaged files for files that say nothing', () => {
    for (const damaged of [
      null,
      '',
      7,
      [],
      {},
      { extends: 'thing', set: 7 },
      { id: 'thing', fields: 7, layout: 7 },
    ])
      for (const path of ['forms/a.json', 'extensions/a.json', 'params/a.json'])
        for (const place of ['fields/a/options/b', 'layout/groups/x', 'rules/a'])
          expect(said(path, damaged as Json, place)).toEqual({});
  });
});
