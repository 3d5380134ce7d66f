import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { addDays } from '../../../rules/calendar.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { harmedCommits } from '../../care/doctor/harmed-commits.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';

/** Licences of tax numbers, counted by the cloud authorisation they come from; one of them opens imaging. */
describeOnDatabases('licences', (database) => {
  let node: TestNode;
  const made = new Map<string, string>();
  const path = (form: string, name: string) => `/api/forms/${form}/records/${made.get(name)}`;
  const post = async (form: string, name: string, body: JsonObject) => {
    const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
    made.set(name, String(answer.body['id']));
    return answer;
  };
  const read = async (form: string, name: string) => (await node.ask('GET', path(form, name))).body;
  const send = async (method: string, form: string, name: string, more = '', body?: JsonObject) => {
    const { headers } = await node.ask('GET', path(form, name));
    return node.ask(method, path(form, name) + more, body, { 'if-match': headers.get('etag') ?? '' });
  };
  const act = (name: string, action: string) => send('POST', 'licence', name, `/actions/${action}`, {});
  const used = async () => {
    const { issuingUsed, issuingTotal, receivingUsed } = await read('cloud-authorisation', 'cloud');
    return [issuingUsed, issuingTotal, receivingUsed];
  };
  const answered = ({ status, body }: TestAnswer) => [status, body['code'], body['detail']];

  /** What is told against an action, to whoever looks at a licence on a page. */
  const against = async (name: string) => {
    const { headers } = await node.ask('GET', `${path('licence', name)}?view=manage,use`);
    return JSON.parse(decodeURIComponent(headers.get('guiju-against') ?? 'null'));
  };

  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing', 'imaging'] });
    const cloud = { name: '云', clientId: 'c', tenant: 't', issuingTotal: 1, receivingTotal: 1 };
    await post('cloud-authorisation', 'cloud', { number: 'CLOUD', ...cloud });
    const licence = { organisation: 'root', authorisation: 'CLOUD' };
    for (const [name, service, taxNo] of [
      ['one', 'issuing', '91440300708461136T'],
      ['two', 'issuing', '91500023MA0000001M'],
      ['receiving', 'receiving', '91440300708461136T'],
    ] as const) {
      const { status, body } = await post('licence', name, { ...licence, number: name, service, taxNo });
      expect(status, JSON.stringify(body)).toBe(201);
    }
  });
  afterAll(() => node.close());

  it('are given to no more tax numbers than there are, however many ask at once', async () => {
    const answers = await Promise.all([act('one', 'authorise'), act('two', 'authorise')]);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    expect(won?.body).toMatchObject({ status: 'authorised', withdrawnOn: null });
    expect(won?.body['authorisedOn']).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(lost && answered(lost)).toEqual([409, 'licence-refused', expect.stringContaining('1/1')]);
    expect(lost?.body['params']).toMatchObject({ issue: 'licence-exhausted' });
    expect(await used()).toEqual([1, 1, 0]);
    const rows = await node.ask('GET', `${path('cloud-authorisation', 'cloud')}/history`);
    expect((rows.body['items'] as readonly JsonObject[]).length).toBe(2);
  });

  it('are not typed, not deleted while they are in use, nor brought back by a former version', async () => {
    const winner = (await read('licence', 'one'))['status'] === 'authorised' ? 'one' : 'two';
    made.set('winner', made.get(winner) ?? '');
    made.set('other', made.get(winner === 'one' ? 'two' : 'one') ?? '');
    const typed = await send('PATCH', 'licence', 'other', '', { status: 'authorised' });
    expect(typed.body['errors']).toMatchObject([{ path: '/status', code: 'readonly' }]);
    const gone = await send('DELETE', 'licence', 'winner');
    expect(answered(gone)).toEqual([409, 'record-locked', expect.stringContaining('取消授权')]);
    const before = await read('licence', 'winner');
    await act('winner', 'withdraw-licence');
    const back = await send('POST', 'licence', 'winner', `/history/${before['revision']}/restore`, {});
    expect((await read('licence', 'winner'))['status']).toBe('withdrawn');
    expect(back.body['$warnings']).toMatchObject([{ path: '/status', code: 'not-restored' }, {}]);
    expect(await used()).toEqual([0, 1, 0]);
  });

  it('are not given again for sixty days after a withdrawal, while another one may have it', async () => {
    const from = addDays(String((await read('licence', 'winner'))['withdrawnOn']), 60);
    expect(await against('winner')).toMatchObject({ authorise: { en: expect.stringContaining(from) } });
    expect(await against('other')).toEqual({});
    expect(answered(await act('winner', 'authorise'))).toEqual([
      409,
      'licence-refused',
      expect.stringContaining('60 天'),
    ]);
    expect(answered(await send('DELETE', 'licence', 'winner'))[1]).toBe('record-locked');
    expect((await act('other', 'authorise')).status).toBe(200);
    expect((await act('other', 'authorise')).body['code']).toBe('action-refused');
    expect(await used()).toEqual([1, 1, 0]);
  });

  it('are final where the cloud authorisation says so', async () => {
    await send('PATCH', 'cloud-authorisation', 'cloud', '', { withdrawable: false });
    expect(answered(await act('other', 'withdraw-licence'))[1]).toBe('licence-refused');
    expect(await against('other')).toMatchObject({ 'withdraw-licence': expect.anything() });
    const less = await send('PATCH', 'cloud-authorisation', 'cloud', '', { issuingTotal: 0 });
    expect(less.body['errors']).toMatchObject([{ path: '/issuingTotal', code: 'check-failed' }]);
    expect(await used()).toEqual([1, 1, 0]);
  });

  it('many in one batch count as each would, with a version each, all in one commit', async () => {
    await send('PATCH', 'cloud-authorisation', 'cloud', '', { issuingTotal: 9 });
    const licence = { organisation: 'root', authorisation: 'CLOUD', service: 'issuing' };
    for (const [name, taxNo] of Object.entries({ four: '911101080001000010', five: '911101080002000027' }))
      expect((await post('licence', name, { ...licence, number: name, taxNo })).status).toBe(201);
    const on = async (name: string): Promise<JsonObject> => {
      const { id = '', revision = 0 } = await read('licence', name);
      return { id, ifMatch: revision };
    };
    const authorise = { op: 'act', action: 'authorise' };
    const last = { op: 'patch', ...(await on('other')), body: { remark: 'x' } };
    const items = [{ ...authorise, ...(await on('four')) }, { ...authorise, ...(await on('five')) }, last];
    const { revision: before = 0 } = await read('cloud-authorisation', 'cloud');
    const { status, body } = await node.ask('POST', '/api/forms/licence/batch', { items });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await used()).toEqual([3, 9, 0]);
    const history = await node.ask('GET', `${path('cloud-authorisation', 'cloud')}/history`);
    const versions = (history.body['items'] as readonly JsonObject[]).map(({ revision }) => Number(revision));
    expect(versions.filter((revision) => revision > Number(before)).length).toBe(2);
    const harms = [];
    for await (const { code, place } of harmedCommits(node.tenant.database, 'Asia/Shanghai'))
      harms.push([code, place]);
    expect(harms).toEqual([]);
  });

  it('for receiving open the sync and match modes of imaging', async () => {
    const scheme = { imagingMode: 'sync', licence: 'receiving', name: '同步' };
    const setting = '/api/forms/receipt-setting/record';
    const { headers } = await node.ask('GET', setting);
    const pushed = { 'if-match': headers.get('etag') ?? '' };
    expect((await node.ask('PATCH', setting, { pushToImaging: true }, pushed)).status).toBeLessThan(300);
    const early = await post('imaging-scheme', 'early', scheme);
    expect(early.body['errors']).toMatchObject([{ path: '/licence', code: 'reference-not-offered' }]);
    const given = await act('receiving', 'authorise');
    expect(given.status, JSON.stringify(given.body)).toBe(200);
    for (const imagingMode of ['sync', 'match']) {
      const { status, body } = await post('imaging-scheme', imagingMode, { ...scheme, imagingMode });
      expect(status, JSON.stringify(body)).toBe(201);
    }
  });
});
