import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { isUsual, someOf } from '../../workshop/it-long.ts';
import { isLong, runs } from '../../workshop/runs.ts';
import type { TestNode } from './test-node.suite.ts';
import { openTwoWorlds, type TwoWorlds } from './two-worlds.suite.ts';
import type { PlainAnswer } from './two-worlds-answers.suite.ts';
import { askingIn } from './two-worlds-asking.suite.ts';
import { type Registry, usualCalls, worldCalls } from './two-worlds-calls.suite.ts';
import { doorCalls } from './two-worlds-doors.suite.ts';
import { type Heard, type Listening, listenersIn } from './two-worlds-streams.suite.ts';

/**
 * Two servers differ only in what the north has. Whoever has no right there hears the same from both, whatever he asks:
 * contents, existence, counts, order and hints alike. Left out are revisions, moments and ids of new records, and
 * numbers that come from one series of the whole system. Which database is below changes no answer here.
 */
describe('what another organisation has', () => {
  let worlds: TwoWorlds;
  let registry: Registry;
  /** Of each world what every listener hears, in their order. */
  const heard: (readonly Listening[])[] = [];

  beforeAll(async () => {
    worlds = await openTwoWorlds();
    const [first] = worlds.nodes;
    const documentFor = async (as: Readonly<Record<string, string>> = {}) =>
      (await first.ask('GET', '/openapi.json', undefined, as)).body;
    registry = {
      routes: first.node.app.routes.map(({ method, path }) => ({ method, path })),
      document: await documentFor(),
      open: [
        await documentFor(worlds.callers['clerk']?.('')),
        await documentFor(worlds.callers['designer']?.('')),
      ],
    };
  }, 120_000);
  afterAll(async () => {
    await Promise.all(heard.flat().map((listening) => listening.end()));
    await worlds.close();
  });

  it('changes no answer to who may not see it', async () => {
    const [first, second] = worlds.nodes;
    const reached = new Set<string>();
    const asked = askingIn(worlds, reached);
    const seed = isLong ? Date.now() & 0xffff : 28;
    const differing = new Map<string, object>();
    const usual = [...usualCalls(worlds), ...someOf(doorCalls(worlds), 3)];
    const generated = fc.sample(worldCalls(registry, worlds), {
      numRuns: isUsual ? 100 : runs(400, 20_000),
      seed,
    });
    for (const call of [...usual, ...generated]) {
      const [one, other] = [await asked(first, call), await asked(second, call)];
      expect([call, one.status < 500]).toEqual([call, true]);
      // What was found in time is the machine's to say, not the north's.
      if ([one, other].some(({ body }) => body.includes('read-too-long'))) continue;
      if (isDeepStrictEqual(one, other) || differing.has(call.route)) continue;
      differing.set(call.route, { seed, call, ...where(one, other) });
    }
    expect([...differing.values()]).toEqual([]);
    expect([...reached].sort()).toEqual([
      'a file as csv',
      'a file as multipart',
      'a file as xlsx',
      'a next page',
      'a table of problems',
      'the end of a job as a stream tells it',
      'the result of a job',
      'what open-app reads',
      'what signed-app reads',
    ]);
  }, 3_600_000);

  it('is heard through no stream, and wakes nobody who is held', async () => {
    const listeners = listenersIn(worlds);
    for (const node of worlds.nodes)
      heard.push(await Promise.all(listeners.map((listener) => listener.listen(node))));
    // The north writes in one of them meanwhile, and then the south the same in both, which ends what is compared.
    const [first] = worlds.nodes;
    for (let round = 0; round < 3; round++) {
      const unit = { number: `CANARY-${round}-new`, name: 'CANARY', sharing: 'private' };
      await first.ask('POST', '/api/forms/unit/records?org=NORTH', unit);
      await set(first, 'sim_config/sim_callback_request_timeout', 'NORTH', 300 + round);
      await set(first, `sim_invoice_list_config/CANARY-${round}`, 'NORTH', false);
    }
    for (const [at, node] of worlds.nodes.entries()) {
      const body = { number: 'THE-LAST', name: 'OURS', sharing: 'private' };
      const made = await node.ask('POST', '/api/forms/unit/records?org=SOUTH', body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const parameter = await set(node, 'sim_config/sim_callback_request_timeout', 'SOUTH', 77);
      const reached = { record: Number(made.headers.get('guiju-revision')), parameter };
      await set(node, 'sim_invoice_list_config/T9', 'SOUTH', false);
      const waiting = () =>
        listeners.flatMap(({ caller, door, last }, of) =>
          last !== null && heard[at]?.[of]?.hasReached(reached[last]) !== true ? [`${caller}: ${door}`] : [],
        );
      await expect.poll(waiting, { timeout: 60_000 }).toEqual([]);
    }
    const [one, other] = heard.map((all) => all.map((listening) => masked(listening.heard())));
    const differing = listeners.flatMap(({ caller, door }, at) =>
      isDeepStrictEqual(one?.[at], other?.[at]) ? [] : [{ caller, door, one: one?.[at], other: other?.[at] }],
    );
    expect(differing).toEqual([]);
  }, 180_000);

  /** As the administrator, whatever was set before. */
  async function set(node: TestNode, address: string, org: string, value: Json): Promise<number> {
    const path = `/api/params/${address}?org=${org}`;
    const [own] = ((await node.ask('GET', path)).body['own'] ?? []) as readonly JsonObject[];
    const tag: Record<string, string> = own ? { 'if-match': `"${own['revision']}"` } : {};
    const { status, body, headers } = await node.ask('PUT', path, { value }, tag);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return Number(headers.get('guiju-revision'));
  }

  /** Ids of what is new differ from world to world. */
  const masked = (heard: Heard) =>
    JSON.parse(
      JSON.stringify(heard).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) =>
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
