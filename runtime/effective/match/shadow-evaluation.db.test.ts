import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { Compiled } from '../../../rules/condition/compiled.ts';
import { usualSteps } from '../../../rules/match/slots.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createLog } from '../../config/log.ts';
import type { TestNodeOptions } from '../../server/test-node.suite.ts';
import { is, openWorld, type World } from './world.suite.ts';

describeOnDatabases('matches that json-rules-engine judges again by itself', (under) => {
  let world: World | undefined;
  const lines: string[] = [];
  afterEach(async () => {
    await world?.close();
    lines.length = 0;
  });

  async function ask(matching: TestNodeOptions['matching']): Promise<World> {
    world = await openWorld(under.url, {
      matching,
      log: createLog('info', { write: (line) => lines.push(line) }),
    });
    const { body } = await world.ask('GET', '/api/forms/rule/records?number=WEB');
    if ((body['items'] as unknown[]).length === 0)
      await world.rule('WEB', is('channel', 'web'), { sharing: 'global' });
    return world;
  }
  const match = (asked: World) => asked.ask('POST', '/api/forms/rule/match', { facts: { channel: 'web' } });
  async function counted(asked: World, result: string): Promise<number> {
    const text = await (await asked.raw('GET', '/metrics')).text();
    return Number(
      new RegExp(`^guiju_match_checks_total\\{result="${result}"\\} (\\d+)`, 'm').exec(text)?.[1],
    );
  }
  async function soon(asked: World, result: string): Promise<number> {
    for (let at = 0; at < 100 && (await counted(asked, result)) === 0; at += 1) await sleep(20);
    return counted(asked, result);
  }
  const answered = () => lines.filter((line) => line.includes('answers otherwise'));

  it('agree, where all is well', async () => {
    const asked = await ask({ checked: 1 });
    expect((await match(asked)).body['winner']).toMatchObject({ number: 'WEB' });
    expect(await soon(asked, 'agreed')).toBe(1);
    expect([await counted(asked, 'differed'), answered()]).toEqual([0, []]);
  });

  it.each<readonly [string, TestNodeOptions['matching']]>([
    ['a closure says no wrongly', { checked: 1, steps: { ...usualSteps, test: () => () => false } }],
    [
      'the index leaves one out wrongly',
      {
        checked: 1,
        steps: {
          ...usualSteps,
          cover: (compiled: Compiled) =>
            usualSteps
              .cover(compiled)
              .map((clause) => clause.map((part) => ({ ...part, within: { type: 'in', keys: [] } }))),
        },
      },
    ],
  ])('differ where %s: it is counted and logged, after the answer', async (_what, matching) => {
    const asked = await ask(matching);
    const { status, body } = await match(asked);
    expect([status, body['winner']]).toEqual([200, null]);
    expect(answered()).toEqual([]);
    expect(await soon(asked, 'differed')).toBe(1);
    expect(answered().map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', form: 'rule', answered: null, found: expect.any(String) },
    ]);
  });

  it('are none, where the share is nothing', async () => {
    const asked = await ask({ checked: 0 });
    await match(asked);
    await sleep(50);
    for (const result of ['agreed', 'differed', 'failed', 'skipped'])
      expect(await counted(asked, result)).toBe(0);
  });
});
