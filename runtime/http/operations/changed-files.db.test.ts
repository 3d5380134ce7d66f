import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { paperwork } from '../../work/sheets/files/files-world.suite.ts';
import { type House, openHouse } from '../house.suite.ts';

const records = '/api/forms/paperwork/records';

describeOnDatabases('the feed of changes', (database) => {
  let house: House;
  let admin: string;
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [paperwork] });
    admin = await house.signIn('admin');
  });
  afterAll(() => house.close());

  async function send(method: string, path: string, record: Json, files: readonly string[], revision?: Json) {
    const body = new FormData();
    body.set('record', JSON.stringify(record));
    for (const name of files) body.append(name, new File([name], `${name}.txt`));
    const headers = { authorization: `Bearer ${admin}`, 'if-match': `"${String(revision ?? 0)}"` };
    const answer = await house.app.request(path, { method, headers, body });
    expect(answer.status).toBeLessThan(300);
    return (await answer.json()) as JsonObject;
  }
  /** What somebody is heardBy of everything so far. */
  async function heardBy(as: string, since: number, until: number): Promise<readonly JsonObject[]> {
    const stop = new AbortController();
    const answer = await house.app.request(`/api/watch?forms=paperwork&since=${since}`, {
      headers: { authorization: `Bearer ${as}` },
      signal: stop.signal,
    });
    const reader = answer.body?.getReader();
    let text = '';
    for (;;) {
      const next = await reader?.read();
      text += new TextDecoder().decode(next?.value);
      const events = [...text.matchAll(/^data: (.*)$/gm)].map(
        ([, data = '']) => JSON.parse(data) as JsonObject,
      );
      if (!next?.done && !events.some(({ revision }) => Number(revision) >= until)) continue;
      await reader?.cancel();
      return events;
    }
  }

  it('says which files came and went with a change, to whoever may read their fields', async () => {
    const start = house.host.revision();
    const lines = [{ text: 'a' }];
    const made = await send('POST', records, { number: 'W1', lines }, [
      'papers',
      'passport',
      'lines[0].scan',
    ]);
    const path = `${records}/${String(made['id'])}`;
    const [paper] = made['papers'] as JsonObject[];
    const renamed = await send('PATCH', path, { number: 'W2' }, [], made['revision']);
    const changed = await send('PATCH', path, { papers: [] }, ['passport'], renamed['revision']);
    const grant = { form: 'paperwork', scope: 'all', readable: ['number', 'papers'] };
    await house.user('reader', house.orgs.root, [{ ...grant, actions: ['read', 'history'] }]);
    await house.user('newcomer', house.orgs.root, [{ ...grant, actions: ['read'] }]);
    const narrow = await heardBy(await house.signIn('reader'), start, Number(changed['revision']));
    const filesOf = (heard: readonly JsonObject[]): unknown[] => heard.map(({ files }) => files ?? null);
    expect(filesOf(narrow)).toEqual([{ came: [paper] }, null, { went: [paper] }]);
    expect(JSON.stringify(narrow)).not.toContain('passport');
    const blind = await heardBy(await house.signIn('newcomer'), start, Number(changed['revision']));
    expect(filesOf(blind)).toEqual([null, null, null]);
    const headers = { 'if-match': `"${String(changed['revision'])}"` };
    expect((await house.ask('DELETE', path, { as: admin, headers })).status).toBe(204);
    const heard = await heardBy(admin, start, house.host.revision());
    const [passport, other]: unknown[] = [made['passport'], changed['passport']];
    const scan: unknown = (made['lines'] as JsonObject[])[0]?.['scan'];
    expect(filesOf(heard)).toEqual([
      { came: expect.arrayContaining([paper, passport, scan]) },
      null,
      { came: [other], went: expect.arrayContaining([paper, passport]) },
      { went: expect.arrayContaining([other, scan]) },
    ]);
  });
});
