import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DescribedField } from '../../../metadata/contract/forms/form-model.ts';
import { formOfFields, plainField, reviveForm } from '../../model/form-model.ts';
import { mergeRecords, type Side } from './record-merge.ts';

const field = (name: string, kind: string, more: JsonObject = {}): DescribedField => ({
  ...plainField,
  id: name,
  name,
  path: name,
  kind,
  label: { zh: name, en: name },
  writable: true,
  ...more,
});
const fields = [
  field('a', 'text'),
  field('b', 'text'),
  field('to', 'reference', { target: 'thing' }),
  field('total', 'computed'),
  field('lines', 'entries', {
    fields: [
      field('x', 'text'),
      field('y', 'text'),
      field('parts', 'entries', { fields: [field('p', 'text'), field('q', 'text')] }),
    ],
  }),
];
const form = { ...reviveForm(formOfFields({ zh: '单据', en: 'Bill' }, fields)), validity: true };

const base = {
  a: 'one',
  b: 'two',
  to: { id: '1', number: 'N', name: 'old name' },
  total: '3',
  validFrom: '2026-01-01',
  validTo: null,
  lines: [
    { id: 'r1', x: '1', y: '1' },
    { id: 'r2', x: '2', y: '2', parts: [{ id: 'p1', p: '1', q: '1' }] },
  ],
} as const;

interface Case {
  readonly title: string;
  readonly mine: JsonObject;
  readonly theirs: JsonObject;
  /** Keys of the questions, and how each is answered. */
  readonly answers?: Readonly<Record<string, Side>>;
  readonly merged: JsonObject;
}

const cases: readonly Case[] = [
  { title: 'what only I changed stays', mine: { a: 'mine' }, theirs: {}, merged: { a: 'mine' } },
  { title: 'what only they changed is taken', mine: {}, theirs: { b: 'theirs' }, merged: { b: 'theirs' } },
  {
    title: 'different fields are no question',
    mine: { a: 'mine' },
    theirs: { b: 'theirs' },
    merged: { a: 'mine', b: 'theirs' },
  },
  {
    title: 'the same change is no question',
    mine: { a: 'same' },
    theirs: { a: 'same' },
    merged: { a: 'same' },
  },
  {
    title: 'a picked record is told by what it points at, not by its name',
    mine: {},
    theirs: { to: { id: '1', number: 'N', name: 'new name' } },
    merged: { to: { id: '1', number: 'N', name: 'new name' } },
  },
  {
    title: 'what is computed of other fields is nobody’s question',
    mine: { a: 'mine', total: '4' },
    theirs: { b: 'theirs', total: '5' },
    merged: { a: 'mine', b: 'theirs', total: '5' },
  },
  {
    title: 'days of validity are taken and asked like fields: one each',
    mine: { validTo: '2026-12-31' },
    theirs: { validFrom: '2026-02-01' },
    merged: { validFrom: '2026-02-01', validTo: '2026-12-31' },
  },
  {
    title: 'the same day, two values: asked',
    mine: { validFrom: '2026-03-01' },
    theirs: { validFrom: '2026-02-01' },
    answers: { validFrom: 'mine' },
    merged: { validFrom: '2026-03-01' },
  },
  {
    title: 'one field, two values: asked, mine',
    mine: { a: 'mine' },
    theirs: { a: 'theirs' },
    answers: { a: 'mine' },
    merged: { a: 'mine' },
  },
  {
    title: 'one field, two values: asked, theirs',
    mine: { a: 'mine' },
    theirs: { a: 'theirs' },
    answers: { a: 'theirs' },
    merged: { a: 'theirs' },
  },
  {
    title: 'cleared by one and changed by the other is asked',
    mine: { a: null },
    theirs: { a: 'theirs' },
    answers: { a: 'mine' },
    merged: { a: null },
  },
  {
    title: 'rows changed in different cells are merged cell by cell',
    mine: { lines: [{ ...base.lines[0], x: 'mine' }, base.lines[1]] },
    theirs: { lines: [{ ...base.lines[0], y: 'theirs' }, base.lines[1]] },
    merged: { lines: [{ id: 'r1', x: 'mine', y: 'theirs', parts: null }, base.lines[1]] },
  },
  {
    title: 'one cell, two values: asked for that cell alone',
    mine: { lines: [{ ...base.lines[0], x: 'mine' }, base.lines[1]] },
    theirs: { lines: [{ ...base.lines[0], x: 'theirs' }, base.lines[1]] },
    answers: { 'lines/r1/x': 'theirs' },
    merged: { lines: [{ id: 'r1', x: 'theirs', y: '1', parts: null }, base.lines[1]] },
  },
  {
    title: 'rows of a row are merged cell by cell, and asked for one cell alone',
    mine: { lines: [base.lines[0], { ...base.lines[1], parts: [{ id: 'p1', p: 'mine', q: 'mine' }] }] },
    theirs: { lines: [base.lines[0], { ...base.lines[1], parts: [{ id: 'p1', p: 'theirs', q: '1' }] }] },
    answers: { 'lines/r2/parts/p1/p': 'theirs' },
    merged: { lines: [base.lines[0], { ...base.lines[1], parts: [{ id: 'p1', p: 'theirs', q: 'mine' }] }] },
  },
  {
    title: 'the order in which I put the rows stays when they only changed cells',
    mine: { lines: [base.lines[1], { id: 'm', x: 'm' }, base.lines[0]] },
    theirs: { lines: [{ ...base.lines[0], y: 'theirs' }, base.lines[1]] },
    merged: { lines: [base.lines[1], { id: 'm', x: 'm' }, { ...base.lines[0], y: 'theirs' }] },
  },
  {
    title: 'new rows of both sides stay',
    mine: { lines: [...base.lines, { id: 'm', x: 'm' }] },
    theirs: { lines: [...base.lines, { id: 't', x: 't' }] },
    merged: { lines: [...base.lines, { id: 't', x: 't' }, { id: 'm', x: 'm' }] },
  },
  {
    title: 'a row that I took away and they left alone is gone',
    mine: { lines: [base.lines[1]] },
    theirs: { a: 'theirs' },
    merged: { a: 'theirs', lines: [base.lines[1]] },
  },
  {
    title: 'a row that I took away and they changed is asked',
    mine: { lines: [base.lines[1]] },
    theirs: { lines: [{ ...base.lines[0], y: 'theirs' }, base.lines[1]] },
    answers: { 'lines/r1': 'theirs' },
    merged: { lines: [{ id: 'r1', x: '1', y: 'theirs' }, base.lines[1]] },
  },
  {
    title: 'a row that they took away and I changed is asked',
    mine: { lines: [{ ...base.lines[0], y: 'mine' }, base.lines[1]] },
    theirs: { lines: [base.lines[1]] },
    answers: { 'lines/r1': 'theirs' },
    merged: { lines: [base.lines[1]] },
  },
];

describe('two people change one record', () => {
  it.each(cases)('$title', ({ mine, theirs, answers = {}, merged }) => {
    const merge = mergeRecords(form, base, { ...base, ...mine }, { ...base, ...theirs });
    expect(merge.conflicts.map(({ key }) => key)).toEqual(Object.keys(answers));
    expect(merge.settle(new Map(Object.entries(answers)))).toEqual({ ...base, ...merged });
  });
});
