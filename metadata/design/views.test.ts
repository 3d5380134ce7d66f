import { describe, expect, it } from 'vitest';
import { viewsInOrder } from '../model/layers/views.ts';
import { changed } from '../model/sample.suite.ts';
import { Work } from './design.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const board = { name: 'local_mood', kind: 'board', label: label('Mood'), groupBy: 'mood' } as const;
const own = changed([]);

const orderOf = (work: Work) => viewsInOrder(work.form('viewing').views).map(({ name }) => name);

describe('views of a form', () => {
  it('of others get one that is added, before any of them, and are hidden, not taken away', () => {
    const work = new Work();
    work.take(
      { do: 'add-part', form: 'viewing', part: 'views', content: board },
      { do: 'place', form: 'viewing', place: 'views/local_mood', before: 'days' },
      { do: 'set', form: 'viewing', target: 'views/faces/hidden', value: true },
    );
    expect(work.wrong()).toEqual([]);
    expect(orderOf(work)).toEqual(['byState', 'local_mood', 'days', 'faces', 'short']);
    expect(work.form('viewing').views.find(({ name }) => name === 'faces')?.hidden).toBe(true);
    expect(work.refused({ do: 'remove', form: 'viewing', place: 'views/faces' })).not.toEqual([]);
    work.take({ do: 'remove', form: 'viewing', place: 'views/local_mood' });
    expect(orderOf(work)).toEqual(['byState', 'days', 'faces', 'short']);
  });

  it.each([
    ['last', undefined, ['days', 'faces', 'short', 'byState']],
    ['before another', 'short', ['days', 'faces', 'byState', 'short']],
    ['where it stands', 'days', ['byState', 'days', 'faces', 'short']],
  ])('of one’s own stand %s', (_, before, names) => {
    const work = new Work('shop', own);
    work.take({
      do: 'place',
      form: 'viewing',
      place: 'views/byState',
      ...(before !== undefined && { before }),
    });
    expect(orderOf(work)).toEqual(names);
    expect(work.wrong()).toEqual([]);
  });

  it('there is none of that name to place', () => {
    expect(new Work().refused({ do: 'place', form: 'viewing', place: 'views/none' })).toEqual([
      'set-nothing',
    ]);
  });

  it('forget a field that goes, and say nothing of it any more', () => {
    const work = new Work('shop', own);
    work.take(
      { do: 'set', form: 'viewing', target: 'views/faces/picture', value: 'photo' },
      { do: 'set', form: 'viewing', target: 'views/short/columns', value: ['number', 'photo'] },
      { do: 'remove', form: 'viewing', place: 'fields/photo' },
      { do: 'remove', form: 'viewing', place: 'fields/state' },
    );
    expect(work.wrong()).toEqual([]);
    // A board without its columns is none.
    expect(orderOf(work)).toEqual(['days', 'faces', 'short']);
    expect(work.form('viewing').views.find(({ name }) => name === 'faces')).not.toHaveProperty('picture');
    expect(work.form('viewing').views.find(({ name }) => name === 'short')?.columns).toEqual(['number']);
  });
});
