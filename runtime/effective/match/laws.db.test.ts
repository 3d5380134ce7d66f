import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { allPages } from '../../../workshop/pages.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { assignTo, openWorld, type World } from './world.suite.ts';

const channels = ['web', 'shop', 'phone'];
const codes = ['x', 'y'];
const orgs = ['root', 'east', 'coast', 'west'] as const;
const above: Readonly<Record<string, readonly string[]>> = {
  root: [],
  east: ['root'],
  coast: ['east', 'root'],
  west: ['root'],
};

const strengths: readonly string[] = sharingStrategies;

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    fact: fc.constant('channel'),
    operator: fc.constantFrom('equal', 'notEqual'),
    value: fc.constantFrom(...channels),
  }),
  fc.record({
    fact: fc.constant('channel'),
    operator: fc.constant('in' as const),
    value: fc.subarray(channels, { minLength: 1 }),
  }),
  fc.record({
    fact: fc.constant('amount'),
    operator: fc.constantFrom('lessThan', 'greaterThanOrEqual'),
    value: fc.constantFrom('5', '10', '10.5'),
  }),
  fc.record({
    fact: fc.constant('lines.code'),
    operator: fc.constant('equal' as const),
    value: fc.constantFrom(...codes),
    over: fc.constantFrom('any', 'every'),
  }),
) as fc.Arbitrary<Condition>;
const condition: fc.Arbitrary<Condition> = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
})).tree;
const rule = fc.record({
  condition: fc.option(condition, { nil: null }),
  priority: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
  sharing: fc.constantFrom(...strengths),
  org: fc.constantFrom(...orgs),
  assigned: fc.subarray([...orgs]),
  enabled: fc.constantFrom(true, true, false),
});
const facts = fc.record(
  {
    channel: fc.constantFrom(...channels),
    amount: fc.constantFrom('4', '9', '10', '10.50', '99'),
    lines: fc.array(fc.record({ code: fc.constantFrom(...codes, 'z') }), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** The condition read aloud. */
function holds(node: Json, given: JsonObject): boolean {
  if (node === null) return true;
  const { all, any, not, fact, operator, value, over } = node as JsonObject;
  if (all) return (all as Json[]).every((one) => holds(one, given));
  if (any) return (any as Json[]).some((one) => holds(one, given));
  if (not) return !holds(not, given);
  if (fact === 'lines.code') {
    const said = ((given['lines'] ?? []) as JsonObject[]).map(({ code }) => code === value);
    return over === 'every' ? said.every(Boolean) : said.some(Boolean);
  }
  const had = given[String(fact)];
  if (operator === 'equal') return had === value;
  if (operator === 'notEqual') return had !== value;
  if (operator === 'in') return (value as Json[]).includes(had ?? null);
  if (had === undefined) return false;
  return operator === 'lessThan' ? Number(had) < Number(value) : Number(had) >= Number(value);
}

function mayUse({ org, sharing, id }: JsonObject, by: string, held: ReadonlyMap<unknown, readonly string[]>) {
  const creator = String((org as JsonObject)['number']);
  if (creator === by || sharing === 'global') return true;
  if (sharing === 'scope') return above[by]?.includes(creator);
  return sharing !== 'private' && held.get(id)?.includes(by);
}

function before(a: JsonObject, b: JsonObject): number {
  const none = Number.POSITIVE_INFINITY;
  return (
    Number(a['priority'] ?? none) - Number(b['priority'] ?? none) ||
    strengths.indexOf(String(a['sharing'])) - strengths.indexOf(String(b['sharing'])) ||
    -String(a['modifiedAt']).localeCompare(String(b['modifiedAt'])) ||
    String(a['id']).localeCompare(String(b['id']))
  );
}

describeOnDatabases('whatever rules there are', (under) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(under.url);
  });
  afterAll(() => world.close());

  it('who wins over HTTP is whom the stored records say, read one by one; while rules come, change and go', async () => {
    const held = new Map<unknown, readonly string[]>();
    let number = 0;
    let compared = 0;
    let won = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 1, maxLength: 6 }),
        fc.array(facts, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...orgs),
        fc.nat(),
        async (rules, many, org, which) => {
          for (const { org: creator, assigned, condition: said, ...body } of rules) {
            number += 1;
            const made = await world.rule(`L${number}`, said, body, creator);
            if (body.sharing !== 'free' && body.sharing !== 'hierarchical') continue;
            const to: string[] = [];
            held.set(made['id'], to);
            for (const one of assigned.filter((other) => other !== creator))
              if (await assignTo(world, 'rule', String(made['id']), world.orgs[one])) to.push(one);
          }
          await changeOne(which, rules[0]?.condition ?? null);
          const { body } = await world.ask('POST', `/api/forms/rule/match?org=${org}`, { facts: many });
          const stored = await records();
          for (const [at, given] of many.entries()) {
            const expected = stored
              .filter((one) => one['enabled'] === true && mayUse(one, org, held))
              .filter((one) => holds(one['condition'] ?? null, given as JsonObject))
              .sort(before)[0];
            const { winner } = (body['items'] as JsonObject[])[at] as JsonObject;
            expect((winner as JsonObject | null)?.['id'] ?? null).toBe(expected?.['id'] ?? null);
            compared += 1;
            won += expected ? 1 : 0;
          }
        },
      ),
      { numRuns: 80 },
    );
    expect(compared).toBeGreaterThan(200);
    expect(won).toBeGreaterThan(20);
  }, 120_000);

  const records = (): Promise<JsonObject[]> =>
    allPages(async (cursor: Json | undefined) => {
      const after = cursor === undefined ? '' : `&cursor=${cursor}`;
      const { body } = await world.ask('GET', `/api/forms/rule/records?view=manage&limit=500${after}`);
      return { items: body['items'] as JsonObject[], next: body['next'] };
    });

  /** Something happens to one of the rules, and the eldest goes, so that not everything matches something. */
  async function changeOne(which: number, said: Condition | null): Promise<void> {
    const all = (await records()).sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
    const one = all[which % all.length];
    const path = `/api/forms/rule/records/${one?.['id']}`;
    const header = { 'if-match': `"${one?.['revision']}"` };
    const done = [
      () => world.ask('POST', `${path}/actions/${one?.['enabled'] ? 'disable' : 'enable'}`, {}, header),
      () => world.ask('PATCH', path, { condition: said as unknown as Json, priority: 2 }, header),
      () => world.ask('PATCH', path, { name: 'touched' }, header),
    ][which % 3];
    expect((await done?.())?.status).toBe(200);
    for (const old of all.slice(0, Math.max(0, all.length - 12))) {
      const { body } = await world.ask('GET', `/api/forms/rule/records/${old['id']}?view=manage`);
      const gone = await world.ask('DELETE', `/api/forms/rule/records/${old['id']}`, undefined, {
        'if-match': `"${body['revision']}"`,
      });
      if (gone.status === 409)
        await world.ask(
          'POST',
          `/api/forms/rule/records/${old['id']}/actions/enable`,
          {},
          {
            'if-match': `"${body['revision']}"`,
          },
        );
    }
  }
});
