import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { allPages } from '../../../workshop/pages.ts';
import { freshDatabase, type TestDatabase } from '../../../workshop/services/databases.ts';
import { fillForm } from './many-rules.suite.ts';
import { openWorld, type World } from './world.suite.ts';

const count = 840;
const limit = 1_000_000;
const numberOf = (at: number): string => `N${at}`.padEnd(90, '.');
const web = 'web'.padEnd(90, '.');
let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await freshDatabase('sqlite');
  world = await openWorld(database.url);
  const rules = Array.from({ length: count }, (_, at) => ({
    number: numberOf(at),
    name: '名称'.repeat(45),
    priority: Math.floor(at / 20),
    outcome: `${at}`,
    // One in three holds; what they say is long.
    condition: {
      all: [
        at % 3 === 0
          ? { fact: 'channel', operator: 'startsWith', value: web }
          : { fact: 'channel', operator: 'endsWith', value: web.padEnd(400, '.') },
        {
          fact: 'lines.code',
          operator: 'notIn',
          value: Array.from({ length: 20 }, (_, no) => `${at} ${no}`),
        },
      ],
    },
  }));
  await fillForm(world.tenant, 'rule', rules as unknown as JsonObject[]);
});
afterAll(async () => {
  await world.close();
  await database.drop();
});

const lines = Array.from({ length: 500 }, (_, at) => ({ code: `code ${at}` }));
const facts: JsonObject = { channel: `${web}x`, lines };

async function asked(path: string, body: JsonObject): Promise<JsonObject> {
  const sent = new TextEncoder().encode(JSON.stringify(body));
  const answer = await world.raw('POST', `/api/forms/rule/match${path}`, sent, {
    'content-type': 'application/json',
  });
  const text = await answer.text();
  expect([answer.status, Buffer.byteLength(text) <= limit]).toEqual([200, true]);
  return JSON.parse(text) as JsonObject;
}

/** Reads the answer page by page, until there is no next. */
async function pages<T>(
  page: (next: Json | undefined) => Promise<{ items: readonly T[]; next: Json | undefined }>,
) {
  let answers = 0;
  const all = await allPages(async (cursor: Json | undefined) => {
    const { items, next } = await page(cursor);
    answers += 1;
    return { items, next };
  });
  return { all, answers };
}

const numbers = (rules: readonly JsonObject[]) => rules.map(({ number }) => number);
const everyone = Array.from({ length: count }, (_, at) => numberOf(at));

it('a full trace comes in pages, and names every rule once, in the order of precedence', async () => {
  let left = count;
  const { all, answers } = await pages<JsonObject>(async (after) => {
    const { trace } = await asked('', { facts, trace: 'full', ...(after === undefined ? {} : { after }) });
    const { rules, more = 0, next } = trace as { rules: JsonObject[]; more?: number; next?: string };
    left -= rules.length;
    expect(more).toBe(left);
    return { items: rules, next };
  });
  expect(numbers(all)).toEqual(everyone);
  expect(answers).toBeGreaterThan(1);
  expect(all.filter(({ won }) => won)).toMatchObject([{ number: numberOf(0), place: 1 }]);
});

it('a trace of those the index left goes on, too', async () => {
  const { all } = await pages<JsonObject>(async (after) => {
    const { trace } = await asked('', { facts, trace: true, ...(after === undefined ? {} : { after }) });
    const { rules, next } = trace as { rules: JsonObject[]; next?: string };
    return { items: rules, next };
  });
  expect(numbers(all)).toEqual(everyone);
});

it.each<readonly [string, JsonObject]>([
  ['a full trace', { trace: 'full' }],
  ['a trace', { trace: true }],
  ['all that hold', { all: true }],
])('a batch with %s says where to go on; every fact is answered once', async (_what, more) => {
  const many = Array.from({ length: 30 }, (_, at) =>
    at === 7
      ? { chanel: 1 }
      : { channel: `${web}x`, lines: [{ code: 'x' }], due: `2026-01-${String(at + 1).padStart(2, '0')}` },
  );
  let from = 0;
  const { all, answers } = await pages<JsonObject>(async () => {
    const { items, next } = await asked('', { facts: many.slice(from), ...more });
    const answer = items as JsonObject[];
    expect(answer.map(({ index }) => index)).toEqual(answer.map((_, at) => at));
    from += answer.length;
    if (next !== undefined) expect(next).toBe(answer.length);
    return { items: answer, next: next === undefined ? undefined : from };
  });
  expect(all.map(({ status }) => status)).toEqual(many.map((_, at) => (at === 7 ? 422 : 200)));
  expect(answers).toBeGreaterThan(1);
});

it('a coverage tells of as many rules as there is room for, and counts the others', async () => {
  const { rules, more } = await asked('/coverage', { facts: [facts] });
  const items = numbers(rules as JsonObject[]);
  expect(items).toEqual(everyone.slice(0, items.length));
  expect(items.length + Number(more ?? 0)).toBe(count);
  expect(more).toBeGreaterThan(0);
});

it('who holds beyond the hundred that are told of is counted', async () => {
  const { matches, more } = await asked('', { facts, all: true });
  expect([(matches as Json[]).length, more]).toEqual([100, count / 3 - 100]);
});

it('an analysis comes in pages, and looks at every rule once', async () => {
  const seen = new Map<string, number>();
  let looked = 0;
  const { answers } = await pages<JsonObject>(async (after) => {
    const { rules, items, next } = await asked('/analysis', after === undefined ? {} : { after });
    looked += Number(rules);
    for (const { number, code } of items as JsonObject[])
      seen.set(`${number} ${code}`, (seen.get(`${number} ${code}`) ?? 0) + 1);
    return { items: [], next: next ?? undefined };
  });
  expect(looked).toBe(count);
  expect([...seen.values()].every((times) => times === 1)).toBe(true);
  for (const number of everyone) expect(seen.get(`${number} rule-overlaps-more`)).toBe(1);
  expect(answers).toBeGreaterThan(1);
}, 60_000);
