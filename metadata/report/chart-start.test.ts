import { expect, it } from 'vitest';
import type { JsonObject } from '../common/json.ts';
import { chartStart } from './chart-start.ts';
import { thingForm } from './thing-form.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}) => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const options = ['o0', 'o1', 'o2'].map((value) => ({ value, label: label(value) }));
const day = field('day', 'date');
const due = field('due', 'datetime');
const state = field('status', 'choice', { options });
const place = field('place', 'text', { length: 20 });
const list = (...columns: readonly string[]) => ({ list: { columns: ['number', ...columns] } });

it.each<
  [says: string, start: ReturnType<typeof chartStart>, fields: readonly JsonObject[], more?: JsonObject]
>([
  [
    'the first day that the list shows, by months',
    { groupBy: 'due', by: 'month' },
    [day, due, state],
    list('status', 'due', 'day'),
  ],
  ['what a board goes by, where the list shows no day', { groupBy: 'status' }, [day, state], list('status')],
  [
    'a field that is not the number, where there is no state either',
    { groupBy: 'place' },
    [place],
    list('place'),
  ],
])('a chart begins by %s', (_, start, fields, more) => {
  expect(chartStart(thingForm(fields, more))).toEqual(start);
});
