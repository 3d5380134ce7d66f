import { readFileSync } from 'node:fs';
import { openSite, type Site } from '../e2e/open-site.ts';
import { settled } from '../e2e/settled.ts';
import type { JsonObject } from '../metadata/json.ts';
import { givenPackages } from '../runtime/cli/common/given-packages.ts';

/** `npm run pictures`: those of the tutorial of partners, in both languages, into docs/pictures/. */
const example = 'examples/hotel';
const size = { width: 1280, height: 800 };

async function filesOf(folder: string): Promise<JsonObject> {
  const { packages } = await givenPackages([folder]);
  return { files: Object.fromEntries(packages.at(0)?.files ?? []) };
}

/** Done as seen. */
async function carryOut({ node }: Site, calls: readonly [string, string], body: JsonObject): Promise<void> {
  const { hash } = (await node.ask('POST', calls[0], body)).body;
  const done = await node.ask('POST', calls[1], { ...body, hash: hash ?? null });
  if (done.status !== 200) throw new Error(JSON.stringify(done.body));
}

const install = async (site: Site, version: string, answers: JsonObject = {}) =>
  carryOut(site, ['/api/packages/plan', '/api/packages'], {
    ...{ packages: [await filesOf(`${example}/${version}`)], accept: ['hotel'], answers },
  });

async function send(site: Site, form: string, file: string): Promise<void> {
  const text = readFileSync(`${example}/customer/${file}`, 'utf8');
  const done = await site.node.ask('POST', `/api/forms/${form}/import`, text, { 'content-type': 'text/csv' });
  if (done.status >= 300) throw new Error(JSON.stringify(done.body));
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
  await send(site, 'invoice-application', 'applications.csv');
  const { items } = (await site.node.ask('GET', '/api/forms/invoice-application/records?number=KPSQ-1')).body;
  const [first] = items as readonly JsonObject[];
  const record = `/forms/invoice-application/${String(first?.['id'])}`;
  await take(site, 'application', record);
  const local = { packages: [await filesOf(`${example}/customer/local`)] };
  await carryOut(site, ['/api/model/plan', '/api/model/apply'], local);
  await send(site, 'hotel-approval-rule', 'rules.csv');
  await take(site, 'rules', '/forms/hotel-approval-rule');
  await install(site, 'v2', JSON.parse(readFileSync(`${example}/customer/answers.json`, 'utf8')));
  await take(site, 'upgraded', record);
} finally {
  await site.close();
}
