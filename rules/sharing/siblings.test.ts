import { afterAll, expect, test } from 'vitest';
import { strategies as five } from './index.ts';
import { addSiblings, takeSiblingsAway, withSiblings } from './siblings.suite.ts';

addSiblings();
const { sharingLaws } = await import('./laws.suite.ts');
const { strategies } = await import('./index.ts');
const { systemFacts } = await import('../condition/system-facts.ts');
const { hows } = await import('./how.ts');
takeSiblingsAway();

afterAll(async () => {
  const { strategies: after } = await import('./index.ts');
  expect(after.map(({ name }) => name)).toEqual(five.map(({ name }) => name));
});

test('a sixth way of sharing is one file and one line a floor', () => {
  const [weakest, next, third, ...others] = five.map(({ name }) => name);
  const names = [weakest, next, third, 'siblings', ...others];
  expect(strategies.map(({ name }) => name)).toEqual(names);
  expect(systemFacts.sharing.options?.map(({ value }) => value)).toEqual(names);
  expect(hows).toEqual(['own', 'assigned', 'siblings', 'scope', 'global']);
});

sharingLaws(withSiblings);
