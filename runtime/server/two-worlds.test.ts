import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLong, runs } from '../../workshop/runs.ts';
import { openTwoWorlds, type TwoWorlds } from './two-worlds.suite.ts';
import type { PlainAnswer } from './two-worlds-answers.suite.ts';
import { askingIn } from './two-worlds-asking.suite.ts';
import { type Registry, usualCalls, worldCalls } from './two-worlds-calls.suite.ts';

/**
 * Two servers differ only in what the north has. Whoever has no right there hears the same from both, whatever he asks:
 * contents, existence, counts, order and hints alike. What is left out are revisions, moments and ids of what is new,
 * and numbers that come from one series of the whole system. Which database is below changes no answer here.
 */
describe('what another organisation has', () => {
  let worlds: TwoWorlds;
  let registry: Registry;

  beforeAll(async () => {
    worlds = await openTwoWorlds();
    const [first] = worlds.nodes;
    const documentFor = async (as: Readonly<Record<string, string>> = {}) =>
      (await first.ask('GET', '/openapi.json', undefined, as)).body;
    registry = {
      routes: first.node.app.routes.map(({ method, path }) => ({ method, path })),
      document: await documentFor(),
      open: [await documentFor(worlds.callers['clerk']), await documentFor(worlds.callers['designer'])],
    };
  }, 120_000);
  afterAll(() => worlds.close());

  it('changes no answer to who may not see it', async () => {
    const [first, second] = worlds.nodes;
    const reached = new Set<string>();
    const asked = askingIn(worlds, reached);
    const seed = isLong ? Date.now() & 0xffff : 28;
    const numRuns = runs(500, 20_000);
    const differing = new Map<string, object>();
    const usual = usualCalls(worlds);
    const generated = fc.sample(worldCalls(registry, worlds), { numRuns: numRuns - usual.length, seed });
    for (const call of [...usual, ...generated]) {
      const [one, other] = [await asked(first, call), await asked(second, call)];
      expect([call, one.status < 500]).toEqual([call, true]);
      if (isDeepStrictEqual(one, other) || differing.has(call.route)) continue;
      differing.set(call.route, { seed, call, ...where(one, other) });
    }
    expect([...differing.values()]).toEqual([]);
    expect([...reached].sort()).toEqual(['a file that was read', 'a next page', 'the result of a job']);
  }, 3_600_000);
});

/** From where on two answers differ. */
function where(one: PlainAnswer, other: PlainAnswer): object {
  if (one.status !== other.status || one.body === other.body) return { one, other };
  let at = 0;
  while (one.body[at] === other.body[at]) at += 1;
  const from = Math.max(0, at - 150);
  return { status: one.status, one: one.body.slice(from, at + 200), other: other.body.slice(from, at + 200) };
}
