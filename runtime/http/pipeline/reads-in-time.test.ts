import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { freshDatabase } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';

const records = '/api/forms/note/records';

/** Each read that no key answers goes elsewhere, and there is no place: so it shows who asks in a caller's name. */
it('no call that reads waits for ever: each is answered or ends in time', { timeout: 60_000 }, async () => {
  const made = await freshDatabase('sqlite');
  const node = await openTestNode(made.url, {
    longReads: { lanes: 1, patience: 0, deadline: 300, waiting: 100 },
  });
  await node.publish([notePackage([])]);
  const { body } = await node.ask('POST', records, { number: 'n1' });
  // Once a process: which organisations have copies.
  await node.ask('GET', records);
  const leaving = new AbortController();
  const reader = node.tenant.database.reading({
    who: 'somebody else',
    deadline: 600_000,
    left: () => leaving.signal,
  });
  const names = [...'abcdefghij'];
  const sum = names.map((name) => `${name}.revision`).join(' + ');
  const endless = reader.all(
    `SELECT COUNT(*) FROM ${names.map((name) => `gj_history ${name}`).join(', ')} WHERE ${sum} = ?`,
    [-1],
  );
  const ended = endless.catch(({ code }) => code);
  await expect.poll(() => node.tenant.database.longReads().running).toBe(1);
  const paths = node.node.app.routes
    .filter(({ method }) => method === 'GET')
    .map(({ path }) =>
      path.replace(':form', 'note').replace(':id', String(body['id'])).replace(/:\w+/g, 'x'),
    );
  const answers = await Promise.all(
    [...paths, `${records}?q=n`, '/api/search?q=n', `${records}?count=true`].map(async (path) => {
      const answer = await Promise.race([node.raw('GET', path), sleep(20_000)]);
      if (!answer) return [path, 0, 'waits for ever'] as const;
      if (answer.headers.get('content-type')?.startsWith('application/problem'))
        return [path, answer.status, ((await answer.json()) as JsonObject)['code']] as const;
      await answer.body?.cancel();
      return [path, answer.status, ''] as const;
    }),
  );
  // An x is no name of a registry's.
  const late = answers.filter(([, status, code]) => status === 422 && code !== 'registry-name');
  expect(late.map(([, , code]) => code)).toEqual(late.map(() => 'read-too-long'));
  const bad = answers.filter(([, status]) => status === 0 || status >= 500);
  expect(bad, JSON.stringify(bad)).toEqual([]);
  const paths422 = late.map(([path]) => path);
  expect(paths422).toEqual(expect.arrayContaining([records, '/api/audit', '/api/search?q=n']));
  leaving.abort();
  expect(await ended).toBe('caller-left');
  await node.close();
  await made.drop();
});
