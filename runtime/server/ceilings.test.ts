import { expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { freshDatabase } from '../../workshop/services/databases.ts';
import { openTestNode } from './test-node.suite.ts';

const organisations = '/api/forms/organisation/records';
/** Bytes that an answer may grow by: a page of what there is more of, not all of it. */
const page = 32_000;

/** Whatever every signed-in person is told stays as small when the group grows; more is asked for in pages. */
it('answers of every route without an id are no larger for hundreds of organisations', async () => {
  const database = await freshDatabase('sqlite');
  const node = await openTestNode(database.url);
  const streams = new Set(['/api/watch', '/ofrep/v1/events', '/api/jobs/events']);
  const asked = node.node.app.routes
    .filter(({ method, path }) => method === 'GET' && !/[:*]/.test(path) && !streams.has(path))
    .map(({ path }) => path);
  const paths = [...new Set([...asked, organisations, `${organisations}?limit=500`, '/api/search?q=C1'])];
  const sizes = async () => {
    const found = new Map<string, number>();
    for (const path of paths) {
      const answer = await node.raw('GET', path);
      if (answer.headers.get('content-type')?.includes('event-stream')) await answer.body?.cancel();
      else found.set(path, (await answer.arrayBuffer()).byteLength);
    }
    return found;
  };
  const root = (await node.ask('GET', '/api/session')).body['org'] as JsonObject;
  const add = async (from: number, to: number) => {
    const items = Array.from({ length: to - from }, (_, at) => {
      const number = `C${String(from + at).padStart(4, '0')}`;
      return { op: 'create', body: { number, name: `${number} 有限公司`, parent: root['number'] ?? '' } };
    });
    const { status, body } = await node.ask('POST', '/api/forms/organisation/batch', { items });
    expect([status, body['failed'] ?? 0], JSON.stringify(body).slice(0, 500)).toEqual([200, 0]);
  };
  await add(0, 10);
  const few = await sizes();
  for (const at of [0, 1]) await add(10 + at * 450, 10 + (at + 1) * 450);
  const many = await sizes();
  const grown = [...many].filter(([path, size]) => size - (few.get(path) ?? 0) > page).map(([path]) => path);
  // A page of five hundred is what was asked for, and a file of the trail is all of it, sent as it is read.
  expect(grown.toSorted()).toEqual(['/api/audit/export', `${organisations}?limit=500`]);

  const { body } = await node.ask('GET', '/api/session');
  expect([(body['organisations'] as JsonObject[]).length, body['moreOrganisations']]).toEqual([200, true]);
  const all: JsonObject[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const more = await node.ask(
      'GET',
      `/api/session/organisations?limit=500${cursor && `&cursor=${cursor}`}`,
    );
    all.push(...(more.body['items'] as JsonObject[]));
    cursor = more.body['next'] as string | null;
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(all.length).toBe(911);
  const places = new Map(all.map(({ id }, at) => [id, at]));
  expect(all.every(({ parent }, at) => parent === null || (places.get(parent) ?? at) < at)).toBe(true);
  const one = await node.ask('GET', '/api/session/organisations?number=C0899');
  expect(one.body).toMatchObject({ items: [{ number: 'C0899' }], next: null });
  const found = await node.ask('GET', '/api/session/organisations?q=c089&limit=4');
  expect((found.body['items'] as JsonObject[]).map(({ number }) => number)).toEqual([
    'C0890',
    'C0891',
    'C0892',
    'C0893',
  ]);
  const wrong = await node.ask('GET', '/api/session/organisations?cursor=nobody');
  expect([wrong.status, (wrong.body['errors'] as JsonObject[])[0]?.['code']]).toEqual([400, 'cursor-wrong']);
  await node.close();
  await database.drop();
});
