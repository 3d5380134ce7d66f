import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const bills = '/api/forms/image-bill/records';
const nodes = '/api/forms/workflow-node/records';
const upload = { kind: 'upload', step: 1 };
const approval = (...meanings: string[]) => ({
  kind: 'approval',
  step: 2,
  decisions: meanings.map((meaning) => ({ code: meaning, name: meaning, meaning })),
});
const all = approval('agree', 'reject', 'rescan', 'reject-rescan');

/** A way: what is done, and where the bill stands after it; or the code with which it is refused. */
type Way = readonly (readonly [event: string, stands: string])[];

const ways: readonly (readonly [sentence: string, nodes: readonly JsonObject[], way: Way])[] = [
  ['without nodes it is over at once', [], [['submit', 'done']]],
  [
    'an upload node holds it until images are in',
    [upload],
    [
      ['submit', 'upload'],
      ['upload', 'done'],
    ],
  ],
  [
    'an upload node wants images',
    [upload],
    [
      ['submit', 'upload'],
      ['upload none', 'images-missing'],
    ],
  ],
  [
    'an approval node alone asks for no images',
    [all],
    [
      ['submit', 'approval'],
      ['agree', 'done'],
    ],
  ],
  [
    'a rejected one keeps its images',
    [upload, all],
    [
      ['submit', 'upload'],
      ['upload', 'approval'],
      ['reject', 'submit'],
      ['submit', 'approval'],
    ],
  ],
  [
    'one to be rescanned goes to the upload node',
    [upload, all],
    [
      ['submit', 'upload'],
      ['upload', 'approval'],
      ['rescan', 'upload'],
      ['upload', 'approval'],
    ],
  ],
  [
    'one rejected to be rescanned goes to the upload node after it is submitted',
    [upload, all],
    [
      ['submit', 'upload'],
      ['upload', 'approval'],
      ['reject-rescan', 'submit'],
      ['submit', 'upload'],
    ],
  ],
  [
    'a decision that the node does not have is not done',
    [upload, approval('agree')],
    [
      ['submit', 'upload'],
      ['upload', 'approval'],
      ['rescan', 'imaging-event-not-offered'],
    ],
  ],
  [
    'nothing is rescanned where no node uploads',
    [all],
    [
      ['submit', 'approval'],
      ['rescan', 'imaging-event-not-offered'],
    ],
  ],
  [
    'who sends it back says why',
    [all],
    [
      ['submit', 'approval'],
      ['reject silently', 'rescan-reason-missing'],
    ],
  ],
  [
    'who says too much is told so, and nothing is cut',
    [all],
    [
      ['submit', 'approval'],
      ['reject long', 'rescan-reason-long'],
    ],
  ],
  [
    'nobody agrees where no node asks',
    [upload],
    [
      ['submit', 'upload'],
      ['agree', 'action-refused'],
    ],
  ],
];

/** A scan that is brought for a bill. */
async function scanned({ raw }: TestNode): Promise<string> {
  const bytes = new TextEncoder().encode('%PDF-1.7 scan');
  const words = Object.entries({ filename: 'scan.pdf', field: 'images' }).map(
    ([word, said]) => `${word} ${Buffer.from(said).toString('base64')}`,
  );
  const begun = await raw('POST', '/api/forms/image-bill/uploads', bytes, {
    'tus-resumable': '1.0.0',
    'upload-length': String(bytes.length),
    'upload-metadata': words.join(','),
    'content-type': 'application/offset+octet-stream',
  });
  expect(begun.status).toBe(201);
  return begun.headers.get('location')?.split('/').at(-1) ?? '';
}

describeOnDatabases('the way of a bill', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing', 'imaging'] });
  });
  afterAll(() => node.close());

  it.each(ways)('%s', async (sentence, own, way) => {
    for (const values of own) {
      const body = { name: sentence, process: sentence, billType: sentence, ...values };
      expect((await node.ask('POST', nodes, body)).status).toBe(201);
    }
    const made = await node.ask('POST', bills, { application: 'A', billType: sentence, billNumber: '1' });
    const path = `${bills}/${String(made.body['id'])}`;
    for (const [said, stands] of way) {
      const [event = '', how] = said.split(' ');
      if (event === 'upload' && !how) {
        const { headers } = await node.ask('GET', path);
        const seen = { 'if-match': headers.get('etag') ?? '' };
        const images = [{ id: await scanned(node) }, { id: await scanned(node) }];
        expect((await node.ask('PATCH', path, { images }, seen)).status).toBe(200);
      }
      const isBack = event.startsWith('re');
      const { headers } = await node.ask('GET', path);
      const asked = isBack && how !== 'silently' ? { why: how === 'long' ? '长'.repeat(501) : '模糊' } : {};
      const { status, body } = await node.ask('POST', `${path}/actions/${event}`, asked, {
        'if-match': headers.get('etag') ?? '',
      });
      expect([said, status === 200 ? body['stage'] : body['code']]).toEqual([said, stands]);
      if (isBack && status === 200) {
        expect(body).toMatchObject({ asked: event, askedWhy: '模糊' });
        // Of those that go back to who submits, the images stay where they need not be scanned again.
        if (own.includes(upload))
          expect((body['images'] as unknown[] | null)?.length ?? 0).toBe(event === 'reject' ? 2 : 0);
      }
    }
  });

  it('leaves the images alone that somebody is about to judge', async () => {
    for (const values of [upload, all])
      await node.ask('POST', nodes, { name: 'L', process: 'L', billType: 'L', ...values });
    const images = [{ id: await scanned(node) }];
    const made = await node.ask('POST', bills, { application: 'A', billType: 'L', billNumber: '1', images });
    const path = `${bills}/${String(made.body['id'])}`;
    let { headers } = made;
    for (const event of ['submit', 'upload'])
      ({ headers } = await node.ask(
        'POST',
        `${path}/actions/${event}`,
        {},
        { 'if-match': headers.get('etag') ?? '' },
      ));
    const seen = { 'if-match': headers.get('etag') ?? '' };
    const changed = await node.ask('PATCH', path, { images: [] }, seen);
    const { body } = await node.ask('GET', path);
    expect([changed.status, (body['images'] as unknown[]).length]).toEqual([422, 1]);
  });

  it('is that of the scanner person of its node', async () => {
    const me = await node.ask('GET', '/api/forms/user/records?view=manage&fields=organisation&limit=1');
    const [{ organisation } = {}] = me.body['items'] as readonly JsonObject[];
    const person = { number: 'scan', name: 'Scan', organisation: organisation ?? null };
    const other = await node.ask('POST', '/api/forms/user/records', person);
    const scanner = { id: String(other.body['id']) };
    const named = { name: 'S', process: 'S', billType: 'S', ...upload, scanner };
    expect((await node.ask('POST', nodes, named)).status).toBe(201);
    const images = [{ id: await scanned(node) }];
    const bill = { application: 'A', billType: 'S', billNumber: '1', images };
    const { body, headers } = await node.ask('POST', bills, bill);
    const path = `${bills}/${String(body['id'])}/actions`;
    const at = { 'if-match': headers.get('etag') ?? '' };
    const submitted = await node.ask('POST', `${path}/submit`, {}, at);
    const now = { 'if-match': submitted.headers.get('etag') ?? '' };
    const refused = await node.ask('POST', `${path}/upload`, {}, now);
    expect([refused.status, refused.body['code']]).toEqual([403, 'scanner-other']);
  });

  it('waits for those who may decide about it, in the organisations where they may', async () => {
    const one = async (path: string, body: JsonObject) => {
      const made = await node.ask('POST', path, body);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return made.body;
    };
    const people = '/api/forms/user/records';
    const orgs = '/api/forms/organisation/records';
    const root = (await node.ask('GET', `${orgs}?view=manage&limit=1`)).body[
      'items'
    ] as readonly JsonObject[];
    const parent = root[0]?.['number'] ?? '';
    for (const number of ['W-EAST', 'W-WEST']) await one(orgs, { number, name: number, parent });
    await one(nodes, { name: 'W', process: 'W', billType: 'W', sharing: 'global', ...all });
    const placed: Record<string, string> = {};
    for (const org of ['W-EAST', 'W-WEST']) {
      const { id, revision } = await one(`${bills}?org=${org}`, {
        application: 'A',
        billType: 'W',
        billNumber: org,
      });
      placed[org] = String(id);
      const at = { 'if-match': `"${String(revision)}"` };
      const { body } = await node.ask('POST', `${bills}/${String(id)}/actions/submit?org=${org}`, {}, at);
      expect(body['stage'], JSON.stringify(body)).toBe('approval');
    }
    const may = (moreActions: string) => [
      { form: 'image-bill', scope: 'own', actions: ['read'], moreActions },
    ];
    const roles: readonly (readonly [string, JsonObject['']])[] = [
      ['w-decides', may('agree, reject')],
      ['w-reads', may('')],
    ];
    for (const [number, grants] of roles)
      await one('/api/forms/role/records', { number, name: number, grants });
    const password = 'correct horse battery';
    const waiting = async (number: string, role: string) => {
      const holds = [{ role, organisation: 'W-EAST' }];
      const { id } = await one(people, { number, name: number, organisation: 'W-EAST', roles: holds });
      await node.ask('PUT', `/api/users/${String(id)}/password`, { password });
      const { body } = await node.ask('POST', '/api/session', { user: number, password });
      const as = { authorization: `Bearer ${String(body['token'])}` };
      const answer = await node.ask('GET', '/api/imaging/waiting', undefined, as);
      return (answer.body['items'] as readonly JsonObject[]).map(({ id: bill }) => bill);
    };
    expect(await waiting('w-east', 'w-decides')).toEqual([placed['W-EAST']]);
    expect(await waiting('w-reader', 'w-reads')).toEqual([]);
    const mine = (await node.ask('GET', '/api/imaging/waiting')).body['items'] as readonly JsonObject[];
    const stands = mine.filter(({ billType }) => billType === 'W');
    expect(stands.map(({ billNumber }) => billNumber)).toEqual(['W-EAST', 'W-WEST']);
  });
});
