import { mkdirSync } from 'node:fs';
import { openSite } from '../../e2e/open-site.ts';
import { settled } from '../../e2e/settled.ts';
import type { JsonObject } from '../../metadata/common/json.ts';

/** `npm run pictures`: those of the manual’s chapter on packages, into docs/pictures. */
const folder = process.env['GUIJU_SHOTS'] ?? 'docs/pictures';
mkdirSync(folder, { recursive: true });

const label = (zh: string, en: string) => ({ zh, en });
const field = (name: string, zh: string, en: string): JsonObject => ({
  name,
  kind: 'text',
  length: 60,
  label: label(zh, en),
});

/** A partner's package that adds to forms of invoicing, in two versions. */
function hotel(version: string, guest: string, more: readonly JsonObject[] = []): JsonObject {
  return {
    files: {
      'package.json': {
        name: 'hotel',
        version,
        peerDependencies: { invoicing: '*' },
        guiju: { prefix: 'hotel', label: label('酒店开票', 'Hotel invoicing') },
      },
      'README.md': '# 酒店开票\n\n给开票项和开票申请单加上客人、房号和到店日期。\n',
      'forms/hotel-room.json': {
        name: 'hotel-room',
        kind: 'master',
        sharing: 'everybody',
        label: label('客房', 'Rooms'),
        fields: [
          { ...field('number', '房号', 'Room'), required: true },
          field('guest', guest, 'Guest'),
          {
            name: 'kind',
            kind: 'choice',
            label: label('房型', 'Kind'),
            options: [
              { value: 'single', label: label('单人间', 'Single') },
              { value: 'suite', label: label(version === '1.0.0' ? '套房' : '行政套房', 'Suite') },
            ],
          },
          ...more,
        ],
        list: { columns: ['number', 'guest', 'kind'] },
      },
      'extensions/item.json': {
        extends: 'invoice-item',
        fields: [field('hotel_guest', '客人', 'Guest')],
        set: { 'fields/name/label': label('开票内容', 'What is invoiced') },
      },
    },
  };
}

const ours: JsonObject = {
  files: {
    'package.json': {
      name: 'local',
      version: '1.0.0',
      guiju: { prefix: 'local', label: label('本地调整', 'Local changes') },
    },
    'extensions/room.json': {
      extends: 'hotel-room',
      set: {
        'fields/guest/label': label('住客', 'Guest'),
        'fields/kind/options/suite/label': label('豪华套房', 'Suite'),
      },
    },
  },
};

const site = await openSite();
try {
  const call = async (path: string, body: JsonObject) => {
    const { status, body: answer } = await site.node.ask('POST', path, body);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const put = async (plan: string, apply: string, packages: readonly JsonObject[]) => {
    const { hash } = await call(plan, { packages });
    await call(apply, { packages, hash: hash ?? null });
  };
  await put('/api/packages/plan', '/api/packages', [hotel('1.0.0', '客人')]);
  await put('/api/model/plan', '/api/model/apply', [ours]);
  const page = await site.visit({ path: '/packages', size: { width: 1280, height: 800 } });
  const take = async (name: string) => {
    await settled(page);
    await page.screenshot({ path: `${folder}/${name}.png` });
  };
  await page.locator('gj-layer-picture svg').waitFor();
  await take('packages');
  await page.goto('/install');
  // As if it had been dropped: what is read of files is the same.
  const sent = JSON.stringify(hotel('1.1.0', '宾客', [field('floor', '楼层', 'Floor')]));
  await page.locator('gj-package-sources').evaluate((element, text) => {
    const sources = [{ called: 'hotel', sent: JSON.parse(text) }];
    element.dispatchEvent(new CustomEvent('sources', { detail: sources }));
  }, sent);
  await page.locator('gj-plan-questions fieldset').first().waitFor();
  await take('package-plan');
  await page.goto('/forms/invoice-item/new');
  await page.getByLabel('开票内容').first().focus();
  await page.keyboard.press('Shift+F1');
  await page.locator('gj-explain-drawer section').first().waitFor();
  await take('explain');
  for (const problem of site.problems) process.stdout.write(`${problem}\n`);
} finally {
  await site.close();
}
