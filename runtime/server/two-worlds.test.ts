import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/json.ts';
import { isLong, runs } from '../../workshop/runs.ts';
import type { TestNode } from './test-node.suite.ts';
import { openTwoWorlds, type TwoWorlds } from './two-worlds.suite.ts';
import type { PlainAnswer } from './two-worlds-answers.suite.ts';
import { askingIn } from './two-worlds-asking.suite.ts';
import { type Registry, usualCalls, worldCalls } from './two-worlds-calls.suite.ts';
import { type Heard, listen, streamPaths } from './two-worlds-streams.suite.ts';

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

  it('is heard through no stream', async () => {
    const paths = streamPaths(worlds);
    const asked = Object.keys(worlds.callers).flatMap((caller) => paths.map((path) => ({ caller, path })));
    const open = async (node: TestNode) =>
      Promise.all(asked.map(({ caller, path }) => listen(node, path, worlds.callers[caller] ?? {})));
    const streams = [await open(worlds.nodes[0]), await open(worlds.nodes[1])];
    // What the north does meanwhile, much and little, and then the south the same in both, which ends what is compared.
    for (const [at, node] of worlds.nodes.entries())
      for (let round = 0; round < 3 - 2 * at; round++) {
        const unit = { number: `CANARY-${at}-${round}`, name: 'CANARY' };
        await node.ask('POST', '/api/forms/unit/records?org=NORTH', { ...unit, sharing: 'private' });
        await set(node, 'NORTH', 300 + round + at);
      }
    for (const node of worlds.nodes) {
      const body = { number: 'THE-LAST', name: 'OURS', sharing: 'private' };
      const made = await node.ask('POST', '/api/forms/unit/records?org=SOUTH', body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      await set(node, 'SOUTH', 77);
      const now = made.body['id'];
      const own = streams[worlds.nodes.indexOf(node)] ?? [];
      const ofClerk = own.filter(
        (_, at) => asked[at]?.caller === 'clerk' && !asked[at]?.path.includes('NORTH'),
      );
      const isOver = (one: Heard) =>
        one.events.some((event) => event.includes(String(now)) || event.includes('77'));
      await expect.poll(() => ofClerk.every((one) => isOver(one.heard())), { timeout: 20_000 }).toBe(true);
      // Others are told of changes in their turn.
      const ofChanges = own.filter((_, at) => !asked[at]?.path.includes('params'));
      const last = Number(made.body['revision']);
      await expect.poll(() => ofChanges.every((one) => one.hasReached(last)), { timeout: 20_000 }).toBe(true);
    }
    const [one, other] = streams.map((all) => all.map((stream) => stream.heard()));
    await Promise.all(streams.flat().map((stream) => stream.end()));
    const differing = asked.flatMap((call, at) =>
      isDeepStrictEqual(masked(one?.[at]), masked(other?.[at]))
        ? []
        : [{ call, one: one?.[at], other: other?.[at] }],
    );
    expect(differing).toEqual([]);
  }, 60_000);

  /** As the administrator, whatever was set before. */
  async function set(node: TestNode, org: string, value: number): Promise<void> {
    const path = `/api/params/sim_config/sim_callback_request_timeout?org=${org}`;
    const [own] = ((await node.ask('GET', path)).body['own'] ?? []) as readonly JsonObject[];
    const tag: Record<string, string> = own ? { 'if-match': `"${own['revision']}"` } : {};
    const { status, body } = await node.ask('PUT', path, { value }, tag);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
  }

  /** Ids of what is new differ from world to world. */
  const masked = (heard: Heard | undefined) =>
    JSON.parse(
      JSON.stringify(heard ?? null).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) =>
        worlds.common.has(id) ? id : '#',
      ),
    );
});

/** From where on two answers differ. */
function where(one: PlainAnswer, other: PlainAnswer): object {
  if (one.status !== other.status || one.body === other.body) return { one, other };
  let at = 0;
  while (one.body[at] === other.body[at]) at += 1;
  const from = Math.max(0, at - 150);
  return { status: one.status, one: one.body.slice(from, at + 200), other: other.body.slice(from, at + 200) };
}
