import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { freshDatabase, type TestDatabase } from '../../../workshop/services/databases.ts';
import { fillForm } from './many-rules.suite.ts';
import { openWorld, type World } from './world.suite.ts';

const count = 10_000;
let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await freshDatabase('sqlite');
  world = await openWorld(database.url);
  // Nothing an index could use, and nobody holds but the last.
  const rules = Array.from({ length: count }, (_, at) => ({
    number: `N${at}`,
    priority: at,
    condition: { fact: 'channel', operator: 'contains', value: `/${at}/` },
  }));
  await fillForm(world.tenant, 'rule', rules as unknown as JsonObject[]);
});
afterAll(async () => {
  await world.close();
  await database.drop();
});

/** Milliseconds this thread has worked: what others on the machine do does not count. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * Does a work, and counts the calls of others that were answered meanwhile, and the longest wait of one for the thread.
 */
async function beside<T>(work: () => Promise<T>): Promise<{ answer: T; answered: number; longest: number }> {
  let under = true;
  let [answered, longest, since] = [0, 0, worked()];
  const doing = work().finally(() => {
    under = false;
  });
  while (under) {
    await new Promise((resolve) => setImmediate(resolve));
    longest = Math.max(longest, worked() - since);
    expect((await world.node.app.request('/healthz')).status).toBe(200);
    answered += 1;
    since = worked();
  }
  return { answer: await doing, answered, longest };
}

const match = (more: JsonObject = {}, channel = `/${count - 1}/`) =>
  world.ask('POST', '/api/forms/rule/match', { facts: { channel }, ...more });

it.each([
  ['the first match, which reads all rules', {}],
  ['a match', {}],
  ['a match with a trace', { trace: true }],
  ['a match with a full trace', { trace: 'full' }],
  ['a batch', { facts: Array.from({ length: 20 }, () => ({ channel: `/${count - 1}/` })) }],
])('others are answered beside %s over 10,000 rules with nothing to index', async (_what, more) => {
  const { answer, answered, longest } = await beside(() => match(more));
  expect(answer.status).toBe(200);
  if (!('facts' in more)) expect(answer.body['winner']).toMatchObject({ number: 'N9999', place: count });
  // A work that is over in no time need let nobody in.
  expect(answered > 1 || longest < 20).toBe(true);
  // A test's own slowness counts along: what is promised is measured in bench/match-http.ts.
  expect(longest).toBeLessThan(150);
});

it('others are answered beside an analysis, which says where to go on', async () => {
  const { answered, answer } = await beside(() =>
    world.node.matching.analyse(world.tenant.systemCall(), formOf('rule'), { patience: 200 }),
  );
  expect(answered).toBeGreaterThan(3);
  expect(answer.next).toBeTypeOf('string');
  const next = await world.node.matching.analyse(world.tenant.systemCall(), formOf('rule'), {
    patience: 1,
    after: String(answer.next),
  });
  expect(next.items[0]?.number).toBe(`N${answer.rules}`);
});

it('matches go on with the rules they know while the next ones are read', async () => {
  const [one] = (await world.ask('GET', '/api/forms/rule/records?limit=1')).body['items'] as JsonObject[];
  let under = true;
  const writing = world
    .ask(
      'PATCH',
      `/api/forms/rule/records/${one?.['id']}`,
      { name: 'x' },
      { 'if-match': `"${one?.['revision']}"` },
    )
    .finally(() => {
      under = false;
    });
  let answered = 0;
  while (under) {
    expect((await match({}, '1')).status).toBe(200);
    answered += 1;
  }
  expect((await writing).status).toBe(200);
  expect(answered).toBeGreaterThan(0);
});

function formOf(id: string) {
  const form = world.tenant.served().model.formsById.get(id);
  if (!form) throw new Error(id);
  return form;
}
