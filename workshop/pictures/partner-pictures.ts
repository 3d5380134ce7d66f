import { readFileSync } from 'node:fs';
import { openSite, type Site } from '../../e2e/open-site.ts';
import { settled } from '../../e2e/settled.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import { givenPackages } from '../../runtime/cli/common/given-packages.ts';

/** `npm run pictures`: those of the tutorial of partners, in both languages, into docs/pictures/. */
const example = 'examples/hotel';
const size = { width: 1280, height: 800 };

async function filesOf(folder: string): Promise<JsonObject> {
  const { packages } = await givenPackages([folder]);
  return { files: Object.fromEntries(packages.at(0)?.files ?? []) };
}

/** Done as seen. */
async function publish({ node }: Site, calls: readonly [string, string], body: JsonObject): Promise<void> {
  const { hash } = (await node.ask('POST', calls[0], body)).body;
  const done = await node.ask('POST', calls[1], { ...body, hash: hash ?? null });
  if (done.status !== 200) throw new Error(JSON.stringify(done.body));
}

const install = async (site: Site, version: string, answers: JsonObject = {}) =>
  publish(site, ['/api/packages/plan', '/api/packages'], {
    packages: [await filesOf(`${example}/${version}`)],
    accept: ['hotel'],
    answers,
  });

/** One of the applications of customer/applications.csv; answers its id. */
async function work({ node }: Site): Promise<string> {
  const common = { dataSource: 'manual', hotel_booking: 'desk' };
  const made = await node.ask('POST', '/api/forms/invoice-application/records', {
    ...common,
    number: 'KPSQ-1',
    buyerName: '北京云帆贸易有限公司',
    hotel_guest: '王安娜 Anna Wang',
    hotel_room: '801',
    hotel_arrival: '2026-09-01',
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return String(made.body['id']);
}

/** Edits a rule and deletes another, as customer/rules.csv does. */
async function editRules({ node }: Site): Promise<void> {
  const { items } = (await node.ask('GET', '/api/forms/hotel-approval-rule/records')).body;
  for (const { id, number, revision } of items as readonly JsonObject[]) {
    const path = `/api/forms/hotel-approval-rule/records/${String(id)}`;
    const seen = { 'if-match': `"${String(revision)}"` };
    if (number === 'LARGE') await node.ask('PATCH', path, { approver: 'cfo' }, seen);
    if (number === 'SUITE') await node.ask('DELETE', path, undefined, seen);
  }
}

async function take(site: Site, name: string, path: string): Promise<void> {
  for (const language of ['zh', 'en'] as const) {
    const page = await site.visit({ path, language, size });
    await settled(page);
    await page.screenshot({ path: `docs/pictures/partner-${name}.${language}.png` });
    await page.context().close();
  }
  process.stdout.write(`${name}\n`);
}

const site = await openSite();
try {
  await install(site, 'v1');
  const record = `/forms/invoice-application/${await work(site)}`;
  await take(site, 'application', record);
  const local = { packages: [await filesOf(`${example}/customer/local`)] };
  await publish(site, ['/api/model/plan', '/api/model/apply'], local);
  await editRules(site);
  await take(site, 'rules', '/forms/hotel-approval-rule');
  await install(site, 'v2', JSON.parse(readFileSync(`${example}/customer/answers.json`, 'utf8')));
  await take(site, 'upgraded', record);
} finally {
  await site.close();
}
