import { expect, it } from 'vitest';
import { setName } from './set-words.ts';

const own = { name: null, number: 'CS1', reason: null, undoes: null };

it.each([
  ['its name', { name: '五月限额' }, '五月限额'],
  ['its reason', { reason: '按合同' }, '按合同'],
  ['its number', {}, '变更集 CS1'],
  ['what it undoes', { name: '五月限额', undoes: 'a' }, '回滚：五月限额'],
  ['what it undoes, as the server calls it', { name: '回滚 CS0001', undoes: 'a' }, '回滚 CS0001'],
  ['what it undoes, by its reason', { reason: '按合同', undoes: 'a' }, '回滚：按合同'],
])('a change set is called by %s', (_, said, text) => {
  expect(setName({ ...own, ...said })).toBe(text);
});
