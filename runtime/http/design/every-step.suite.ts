import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { field, label } from './designing.suite.ts';

const option = (value: string) => ({ value, label: label(value) });
export const text = (name: string) => field(name, 'text', { length: 40 });
const report = { name: 'many', label: label('Many'), groups: [], values: [{ of: 'count' as const }] };
const print = { name: 'tag', label: label('Tag'), paper: { size: 'A4' as const }, blocks: [] };
const entries = field('marks', 'entries', { fields: [text('note')] });
const param = {
  key: 'days',
  label: label('Days'),
  value: { kind: 'integer' },
  unset: { label: label('None') },
} as const;

/** A form of one's own for each step, so that none stands in the way of another. */
export const formOf = (name: string): FormSource =>
  ({
    name,
    kind: 'master',
    sharing: 'everybody',
    label: label(name),
    fields: [
      field('number', 'text', { length: 40, required: true }),
      text('title'),
      text('code'),
      field('state', 'choice', { options: ['new', 'open', 'done'].map(option) }),
    ],
    list: { columns: ['number', 'title'] },
  }) as unknown as FormSource;

export type Does = DesignStep['do'];
interface Example {
  /** Published before it. Default: nothing. */
  readonly on?: readonly DesignStep[];
  readonly steps: readonly DesignStep[];
}
const help = 'fields/title/help';
const setPrint = (form: string): DesignStep => ({
  ...{ do: 'set-print', form, name: 'tag' },
  content: { ...print, form },
});
const setReport = (form: string): DesignStep => ({
  ...{ do: 'set-report', form, name: 'many' },
  content: { ...report, form },
});
export const addMenu = (path: string): DesignStep => ({
  do: 'add-menu',
  content: { path, label: label(path) },
});
const addParam = (type: string): DesignStep => ({
  do: 'add-param',
  type,
  label: label(type),
  content: param,
});
const writeFile = (form: string): DesignStep => ({
  ...{ do: 'write-file', path: `forms/${form}-file.json` },
  content: formOf(`${form}-file`) as unknown as JsonObject,
});

/** Of each step one; `form` is one that exists. */
export const examples: { readonly [D in Does]: (form: string) => Example } = {
  set: (form) => ({
    steps: [{ do: 'set', form, target: 'fields/title/label', value: label('Subject') }],
  }),
  reset: (form) => ({
    on: [{ do: 'set', form, target: help, value: label('Help') }],
    steps: [{ do: 'reset', form, target: help }],
  }),
  'add-form': (form) => ({ steps: [{ do: 'add-form', content: formOf(`${form}-more`) }] }),
  'add-field': (form) => ({ steps: [{ do: 'add-field', form, content: text('extra'), before: 'code' }] }),
  'add-option': (form) => ({
    steps: [{ do: 'add-option', form, field: 'state', content: option('void') }],
  }),
  'add-part': (form) => ({
    steps: [
      {
        ...{ do: 'add-part', form, part: 'unique' },
        content: { name: 'once', fields: ['title', 'code'], message: label('Once') },
      },
    ],
  }),
  place: (form) => ({ steps: [{ do: 'place', form, place: 'fields/code', before: 'title' }] }),
  rename: (form) => ({ steps: [{ do: 'rename', form, place: 'fields/title', name: 'subject' }] }),
  'change-kind': (form) => ({
    steps: [{ do: 'change-kind', form, field: 'title', kind: 'multiline' }],
  }),
  'fit-values': (form) => ({
    steps: [
      { do: 'change-kind', form, field: 'code', kind: 'integer' },
      { do: 'fit-values', form, field: 'code', values: { X: '7' }, others: 'empty' },
    ],
  }),
  hide: (form) => ({ steps: [{ do: 'hide', form, place: 'fields/title' }] }),
  remove: (form) => ({ steps: [{ do: 'remove', form, place: 'fields/title' }] }),
  'bring-back': (form) => ({
    on: [{ do: 'hide', form, place: 'fields/title' }],
    steps: [{ do: 'bring-back', form, place: 'fields/title' }],
  }),
  'merge-options': (form) => ({
    steps: [{ do: 'merge-options', form, field: 'state', values: { new: 'open' } }],
  }),
  'move-into-rows': (form) => ({
    steps: [
      { do: 'add-field', form, content: entries },
      { do: 'move-into-rows', form, fields: ['code'], into: 'marks' },
    ],
  }),
  'add-menu': () => ({ steps: [addMenu('fresh')] }),
  'set-menu': () => ({
    on: [addMenu('told')],
    steps: [{ do: 'set-menu', path: 'told', properties: { label: label('Told otherwise') } }],
  }),
  'remove-menu': () => ({ on: [addMenu('gone')], steps: [{ do: 'remove-menu', path: 'gone' }] }),
  'add-param': () => ({ steps: [addParam('first')] }),
  'set-param': () => ({
    on: [addParam('second')],
    steps: [
      { do: 'set-param', type: 'second', key: 'days', content: { ...param, label: label('Working days') } },
    ],
  }),
  'remove-param': () => ({
    on: [addParam('third')],
    steps: [{ do: 'remove-param', type: 'third', key: 'days' }],
  }),
  'set-print': (form) => ({ steps: [setPrint(form)] }),
  'remove-print': (form) => ({
    on: [setPrint(form)],
    steps: [{ do: 'remove-print', form, name: 'tag' }],
  }),
  'set-report': (form) => ({ steps: [setReport(form)] }),
  'remove-report': (form) => ({
    on: [setReport(form)],
    steps: [{ do: 'remove-report', form, name: 'many' }],
  }),
  'write-file': (form) => ({ steps: [writeFile(form)] }),
  'remove-file': (form) => ({
    on: [writeFile(form)],
    steps: [{ do: 'remove-file', path: `forms/${form}-file.json` }],
  }),
};
export const everyStep = Object.keys(examples) as readonly Does[];
