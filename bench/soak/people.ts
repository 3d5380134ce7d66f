import { setTimeout as sleep } from 'node:timers/promises';
import { serviceLine } from '../../runtime/einvoicing/issuing/desk.suite.ts';
import { type Random, randomOf } from '../../workshop/ring/work/bench.ts';
import type { Call } from './judge.ts';

/** What a server is asked by. */
interface Asked {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many kinds, each read where it is asked for
  readonly body: any;
}

export interface Office {
  readonly base: string;
  readonly token: string;
  /** Seconds since people began to work. */
  now(): number;
  /** What day it is for the server. */
  today(): string;
  readonly calls: Call[];
  /** What was not answered as it is to be, a sentence each. */
  readonly failed: string[];
  readonly over: AbortSignal;
}

type Ask = (
  method: string,
  path: string,
  body?: object | string,
  headers?: Readonly<Record<string, string>>,
) => Promise<Asked>;

/** Asks and notes how long it took; what is refused, too, since nobody here asks anything that is to be. */
function askingOf(office: Office, credential: () => string): Ask {
  return async (method, path, body, headers = {}) => {
    const began = performance.now();
    const what = `${method} ${path.replace(/\?.*/, '').replaceAll(/[0-9a-f-]{36}/g, ':id')}`;
    const answer = await fetch(office.base + path, {
      method,
      headers: {
        ...(credential() === '' ? {} : { authorization: `Bearer ${credential()}` }),
        ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => error as Error);
    const bytes = answer instanceof Response ? await answer.arrayBuffer().catch(() => null) : null;
    const milliseconds = performance.now() - began;
    const kind = method === 'GET' || path.endsWith('/preview') ? 'read' : 'write';
    office.calls.push({ at: office.now(), what, kind, milliseconds });
    if (!(answer instanceof Response) || bytes === null || answer.status >= 400) {
      const why = answer instanceof Response ? `${answer.status} ${text(bytes)}` : String(answer);
      office.failed.push(`${office.now().toFixed(0)} s: ${what}: ${why.slice(0, 300)}`);
    }
    const status = answer instanceof Response ? answer.status : 0;
    const isJson = answer instanceof Response && answer.headers.get('content-type')?.includes('json');
    return { status, body: isJson && bytes?.byteLength ? JSON.parse(text(bytes)) : {} };
  };
}

function text(bytes: ArrayBuffer | null): string {
  return bytes ? new TextDecoder().decode(bytes) : '';
}

const records = (form: string) => `/api/forms/${form}/records`;
const match = (revision: number) => ({ 'if-match': `"${revision}"` });

interface Seller {
  readonly id: string;
  readonly taxNumber: string;
}

/** What the people of an office have in common. */
interface Work {
  readonly ask: Ask;
  readonly office: Office;
  readonly sellers: readonly Seller[];
  readonly random: Random;
  /** Applications that were made, the latest last. */
  readonly made: string[];
}

const form = 'invoice-application';

/** Those from people are issued by them, those of a business system by the demo's scheme. */
async function makeApplication(
  { ask, sellers, random }: Work,
  lines: number,
  source: 'manual' | 'api' = 'manual',
): Promise<string> {
  const seller = sellers[random(sellers.length)];
  const { body } = await ask('POST', records(form), {
    organisation: { id: seller?.id },
    buyerName: `买方${random(500)}有限公司`,
    invoiceType: '10xdp',
    sellerTaxNo: seller?.taxNumber,
    lines: Array.from({ length: lines }, () => serviceLine),
    dataSource: source,
    ...(source === 'api' ? { sourceSystem: 'ERP' } : {}),
  });
  return String(body.id);
}

async function act(work: Work, id: string, action: string): Promise<void> {
  const { body } = await work.ask('GET', `${records(form)}/${id}?view=manage`);
  await work.ask('POST', `${records(form)}/${id}/actions/${action}`, {}, match(body.revision));
}

/** Whoever issues: an application from its making to its invoice. */
async function issue(work: Work, round: number): Promise<void> {
  const source = round % 3 === 0 ? 'api' : 'manual';
  const id = await makeApplication(work, 1 + work.random(8), source);
  for (const action of ['submit', 'approve']) await act(work, id, action);
  if (source === 'manual') await act(work, id, 'issue');
  work.made.push(id);
  if (work.made.length > 200) work.made.shift();
}

/** Whoever begins something and lets it be. */
async function beginAndDrop(work: Work): Promise<void> {
  const id = await makeApplication(work, 1);
  const path = `${records(form)}/${id}`;
  for (let times = 0; times < 2; times += 1) {
    const { body } = await work.ask('GET', `${path}?view=manage`);
    await work.ask('PATCH', path, { remark: `第${times}次` }, match(body.revision));
  }
  const { body } = await work.ask('GET', `${path}?view=manage`);
  await work.ask('DELETE', path, undefined, match(body.revision));
}

async function look(work: Work): Promise<void> {
  const id = work.made[work.random(Math.max(1, work.made.length))];
  if (id) await work.ask('GET', `${records(form)}/${id}?view=manage`);
  const lists = [
    `${records('invoice')}?view=manage&limit=20&sort=-issuedAt`,
    `${records(form)}?view=manage&limit=20&sort=-number&count=true`,
    `${records('pending-invoice')}?view=manage&limit=20&issueStatus=issued`,
    `${records(form)}?view=manage&limit=20&q=${encodeURIComponent(`买方${work.random(500)}`)}`,
  ];
  await work.ask('GET', lists[work.random(lists.length)] ?? '');
}

async function comeIn(work: Work): Promise<void> {
  for (const path of ['/api/session', '/api/forms', '/api/issuing/overview', '/api/inbox'])
    await work.ask('GET', path);
  if (work.random(3) === 0) await work.ask('GET', `/api/search?q=${encodeURIComponent('有限公司')}`);
}

async function readParameters(work: Work): Promise<void> {
  const { taxNumber } = work.sellers[work.random(work.sellers.length)] ?? {};
  await work.ask('GET', `/api/params/all_ele_mock_invoice/${taxNumber}`);
}

async function setParameter(work: Work): Promise<void> {
  const path = '/api/params/sim_config/sim_callback_request_timeout';
  const { body } = await work.ask('GET', path);
  const own = body.own?.[0] as { readonly revision: number } | undefined;
  const said = { 'guiju-reason': 'soak', ...(own ? match(own.revision) : {}) };
  await work.ask('PUT', path, { value: 1 + work.random(30) }, said);
}

/** A package whose words change. */
async function publish(work: Work, round: number): Promise<void> {
  const label = { zh: `第${round}版`, en: `Version ${round}` };
  const manifest = {
    name: 'soak',
    version: `1.${round}.0`,
    peerDependencies: { platform: '*' },
    guiju: { prefix: 'so', label },
  };
  const field = { name: 'number', kind: 'text', length: 40, label, required: true };
  const files = {
    'package.json': manifest,
    'forms/soak-note.json': {
      name: 'soak-note',
      kind: 'master',
      sharing: 'everybody',
      label,
      fields: [field],
    },
  };
  const packages = [{ files }];
  const { body } = await work.ask('POST', '/api/model/plan', { packages });
  await work.ask('POST', '/api/model/apply', { packages, hash: body.hash });
}

/** Rows of a file become records, the same ones with other names each time. */
async function importTitles(work: Work, round: number): Promise<void> {
  const rows = Array.from({ length: 100 }, (_, at) => `S${at},测试公司${at} ${round},person`);
  const file = ['number,name,kind', ...rows].join('\n');
  const { body } = await work.ask('POST', '/api/forms/buyer-title/import', file, {
    'content-type': 'text/csv',
  });
  await untilDone(work, String(body.id));
}

async function exportApplications(work: Work): Promise<void> {
  const today = `billDate[gte]=${work.office.today()}`;
  await work.ask('GET', `/api/forms/invoice-application/export?view=manage&format=xlsx&${today}`);
}

async function untilDone(work: Work, job: string): Promise<void> {
  for (let times = 0; times < 60 && !work.office.over.aborted; times += 1) {
    const { body } = await work.ask('GET', `/api/jobs/${job}`);
    if (body.finishedAt) {
      if (body.status !== 'done') work.office.failed.push(`a job: ${JSON.stringify(body).slice(0, 300)}`);
      return;
    }
    await sleep(500);
  }
}

const password = 'measured by and by';

async function signIn(office: Office): Promise<void> {
  let token = '';
  const ask = askingOf(office, () => token);
  const { body } = await ask('POST', '/api/session', { user: 'soak', password });
  token = String(body.token);
  await ask('GET', '/api/session');
  await ask('DELETE', '/api/session');
}

/** Follows records for a while, as a page does that stays open, and comes back. */
async function watch({ office }: Work): Promise<void> {
  const until = AbortSignal.any([office.over, AbortSignal.timeout(40_000)]);
  const answer = await fetch(`${office.base}/api/watch?forms=invoice`, {
    headers: { authorization: `Bearer ${office.token}` },
    signal: until,
  }).catch(() => null);
  if (answer && !answer.ok) office.failed.push(`watching: ${answer.status}`);
  // Left as a page is that is closed.
  await answer?.body?.pipeTo(new WritableStream()).catch(() => {});
}

interface Doing {
  /** How many people do it, and how many milliseconds lie between two times of each. */
  readonly people: number;
  readonly pause: number;
  run(work: Work, round: number): Promise<void>;
}

const day: readonly Doing[] = [
  { people: 2, pause: 2_000, run: issue },
  { people: 1, pause: 4_000, run: beginAndDrop },
  { people: 4, pause: 600, run: look },
  { people: 2, pause: 5_000, run: comeIn },
  { people: 2, pause: 200, run: readParameters },
  { people: 1, pause: 20_000, run: setParameter },
  { people: 1, pause: 60_000, run: publish },
  { people: 1, pause: 60_000, run: importTitles },
  { people: 1, pause: 45_000, run: exportApplications },
  { people: 1, pause: 10_000, run: ({ office }) => signIn(office) },
  { people: 20, pause: 1_000, run: watch },
];

/** Everybody works until it is over. */
export async function work(office: Office): Promise<void> {
  const ask = askingOf(office, () => office.token);
  const { body } = await ask('GET', `${records('organisation')}?view=manage&limit=50`);
  const all = body.items as readonly (Seller & { readonly number: string })[];
  const sellers = all.filter(({ number }) => ['SHANGHAI', 'SHENZHEN', 'SUZHOU', 'BEIJING'].includes(number));
  const root = all.find(({ number }) => number === 'root');
  const made = await ask('POST', records('user'), {
    number: 'soak',
    name: 'Soak',
    organisation: { id: root?.id },
  });
  await ask('PUT', `/api/users/${made.body.id}/password`, { password });

  async function goOn({ pause, run }: Doing, common: Work): Promise<void> {
    for (let round = 1; !office.over.aborted; round += 1) {
      await run(common, round).catch((error: unknown) => office.failed.push(String(error)));
      await sleep(pause / 2 + common.random(pause), undefined, { signal: office.over }).catch(() => {});
    }
  }
  const common = { ask, office, sellers, made: [] };
  await Promise.all(
    day.flatMap((doing, at) =>
      Array.from({ length: doing.people }, (_, person) =>
        goOn(doing, { ...common, random: randomOf(1 + at * 100 + person) }),
      ),
    ),
  );
}
