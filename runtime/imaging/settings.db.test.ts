import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { someOf } from '../../workshop/it-long.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { allowHost } from '../access/egress/allow-host.suite.ts';
import { ImagingWorld } from './imaging-world.suite.ts';
import { settingFields } from './setting-fields.suite.ts';
import { namesIn } from './stand-in/delivery.ts';
import { openStandIn } from './stand-in/open-stand-in.ts';

/** The fields that a row changes, what a bill goes through without the change and with it, in a sentence. */
interface Row {
  readonly of: string;
  readonly says: string;
  readonly without: Json;
  readonly with: Json;
  /** Tries it; `set`: with the setting as the row has it. */
  readonly tried: (world: ImagingWorld, set: boolean) => Promise<Json>;
}

const upload = { kind: 'upload', step: 1 };
const decide = (...meanings: string[]) =>
  meanings.map((meaning) => ({ code: meaning, name: meaning, meaning }));
const approval = {
  kind: 'approval',
  step: 2,
  decisions: decide('agree', 'reject', 'rescan', 'reject-rescan'),
};

/** A bill in sync mode, whose images go to the system outside; answers what arrived there. */
async function pushed(world: ImagingWorld, system: JsonObject = {}) {
  const of = world.kind();
  const made = await world.system(system);
  await world.scheme('sync', of);
  const bill = await world.bill(of);
  await world.goes(bill, 'submit');
  const [delivery] = await world.arrived(bill);
  await world.act('imaging-system', made['id'], 'disable');
  return delivery?.said ?? {};
}

const member = (said: JsonObject, name: string) => (said[name] ?? {}) as JsonObject;

/** A bill that goes to an upload node and waits, or not. */
async function hangs(world: ImagingWorld, of = world.kind()): Promise<string> {
  await world.stop(of.billType, upload);
  return world.stands(await world.bill(of), 'submit');
}

/** The text of a cover as it is printed: its title, and whether a code stands on it. */
async function cover(world: ImagingWorld, body: JsonObject): Promise<string> {
  const of = world.kind();
  await world.make('cover-template', { ...of, isCover: true, ...body });
  const bill = await world.bill(of);
  await world.goes(bill, 'give-code');
  const page = await world.node.raw('GET', `/api/imaging/bills/${bill}/cover`);
  return page.status === 200 ? page.text() : String(((await page.json()) as JsonObject)['code']);
}

/** Where the code stands on a cover: before its title, after it, below its table, or nowhere. */
async function codePlace(world: ImagingWorld, body: JsonObject): Promise<string> {
  const text = await cover(world, { name: 'TITLE', ...body });
  const [main = ''] = text.split('<body>').slice(1);
  const [code, title, table] = [main.indexOf('<svg'), main.indexOf('TITLE'), main.indexOf('<table')];
  if (code < 0) return 'none';
  if (code < title) return 'left';
  return code < table || table < 0 ? 'right' : 'below';
}

async function codeGiven(world: ImagingWorld, strategy: JsonObject): Promise<string> {
  const of = world.kind();
  await world.make('image-code-strategy', {
    ...of,
    prefix: 'P',
    datePart: 'none',
    sequenceLength: 4,
    ...strategy,
  });
  const bill = await world.bill(of);
  return String((await world.goes(bill, 'give-code'))['code']).slice(0, 7);
}

/** Whether a file is taken as an image. */
async function taken(world: ImagingWorld, name: string, more = 0): Promise<string> {
  const image = await world.upload('image-bill', name, more);
  const { status, body } = await world.change('image-bill', await world.bill(world.kind()), {
    images: [image],
  });
  const [problem] = (body['errors'] ?? []) as readonly JsonObject[];
  return status === 200 ? 'taken' : `${String(problem?.['path'])} ${String(problem?.['code'])}`;
}

/** A bill that somebody agrees to while licences are as they are; groups are gone afterwards. */
async function agreed(world: ImagingWorld, group: JsonObject | null): Promise<string> {
  const of = world.kind();
  await world.stop(of.billType, { ...approval, step: 1 });
  const bill = await world.bill(of);
  const made = group && (await world.make('licence-assignment', group));
  const { stage, detail } = await world.goes(bill, 'submit').then(() => world.goes(bill, 'agree'));
  if (made) await world.act('licence-assignment', made['id'], 'disable');
  return stage === 'imaging-seat-expired' ? `${stage} ${String(detail).split('请管理员')[1]}` : String(stage);
}
const seats = (more: JsonObject = {}) => [{ module: '影像管理', seats: 1, ...more }];

/** Images that arrive for a bill of match mode; answers where the bill stands after it is signed for. */
async function matched(
  world: ImagingWorld,
  { rule = {}, arrival }: { readonly rule?: JsonObject; readonly arrival: (bill: JsonObject) => JsonObject },
): Promise<string> {
  const of = world.kind();
  const system = await world.system();
  await world.stop(of.billType, upload);
  await world.scheme('match', of, rule);
  const bill = await world.bill({ ...of, invoices: [{ invoiceNumber: `F${of.billType}` }] });
  await world.scan(bill);
  await world.goes(bill, 'submit');
  const said = arrival(await world.read('image-bill', bill));
  const images = [await world.upload('image-arrival')];
  const made = await world.make('image-arrival', { ...said, images });
  await expect
    .poll(async () => (await world.read('image-arrival', made['id']))['state'], { timeout: 15_000 })
    .not.toBe('new');
  const stage = await world.stands(bill, 'upload');
  await world.act('imaging-system', system['id'], 'disable');
  return stage;
}

const rows: readonly Row[] = [
  // 影像系统
  {
    of: 'imaging-system.number',
    says: 'is told with what is pushed to it',
    without: 'ONE',
    with: 'OTHER',
    tried: async (world, set) =>
      member(await pushed(world, { number: set ? 'OTHER' : 'ONE' }), 'system')['number'] ?? null,
  },
  {
    of: 'imaging-system.name',
    says: 'is told with what is pushed to it',
    without: '一',
    with: '二',
    tried: async (world, set) =>
      member(await pushed(world, { name: set ? '二' : '一' }), 'system')['name'] ?? null,
  },
  {
    of: 'imaging-system.system',
    says: 'is told with what is pushed to it',
    without: '金蝶云苍穹',
    with: '其他',
    tried: async (world, set) =>
      member(await pushed(world, { system: set ? '其他' : '金蝶云苍穹' }), 'system')['system'] ?? null,
  },
  {
    of: 'imaging-system.ip',
    says: 'is where images go; 1 and 1 is the built-in archive, and nothing leaves',
    without: 'kept',
    with: 'sent',
    tried: async (world, set) => {
      const of = world.kind();
      const system = set ? (await world.system())['id'] : 'IMC';
      if (!set) await world.act('imaging-system', system, 'enable');
      await world.scheme('sync', of);
      const bill = await world.bill(of);
      await world.goes(bill, 'submit');
      const state = async () => (await world.pushes(bill))[0]?.['state'] ?? null;
      await expect.poll(state, { timeout: 15_000 }).toBe(set ? 'sent' : 'kept');
      await world.act('imaging-system', system, 'disable');
      return state();
    },
  },
  {
    of: 'imaging-system.port',
    says: 'is where images go at that address',
    without: [1, 0],
    with: [0, 1],
    tried: async (world, set) => {
      const other = await openStandIn();
      await allowHost(world.node, other.url);
      const of = world.kind();
      const system = await world.system(set ? { port: other.port } : {});
      await world.scheme('sync', of);
      const bill = await world.bill(of);
      await world.goes(bill, 'submit');
      const state = async () => (await world.pushes(bill))[0]?.['state'] ?? null;
      await expect.poll(state, { timeout: 15_000 }).toBe('sent');
      await world.act('imaging-system', system['id'], 'disable');
      other.close();
      return [(await world.arrived(bill, set ? 0 : 1)).length, other.heard.length];
    },
  },
  {
    of: 'imaging-system.enabled',
    says: 'is what sync mode needs; without one it is basic, and the bill says so',
    without: ['basic', true],
    with: ['sync', false],
    tried: async (world, set) => {
      const of = world.kind();
      const system = set ? await world.system() : null;
      await world.scheme('sync', of);
      const { imagingMode, notice } = await world.goes(await world.bill(of), 'submit');
      if (system) await world.act('imaging-system', system['id'], 'disable');
      return [imagingMode ?? null, String(notice).includes('影像系统')];
    },
  },
  // 收票管理配置
  {
    of: 'receipt-setting.pushToImaging',
    says: 'lets sync mode be; without it it is basic, and the bill says so',
    without: ['basic', true],
    with: ['sync', false],
    tried: async (world, set) => {
      const of = world.kind();
      const system = await world.system();
      await world.scheme('sync', of);
      await world.set('receipt-setting', { pushToImaging: set });
      const { imagingMode, notice } = await world.goes(await world.bill(of), 'submit');
      await world.set('receipt-setting', { pushToImaging: true });
      await world.act('imaging-system', system['id'], 'disable');
      return [imagingMode ?? null, String(notice).includes('收票管理配置')];
    },
  },
  // 影像集成参数
  {
    of: 'bill-integration.applications.integrated',
    says: 'off has the bill skip the upload node',
    without: 'upload',
    with: 'done',
    tried: async (world, set) => {
      const of = world.kind();
      if (set)
        await world.set('bill-integration', {
          applications: [{ application: of.application, integrated: false }],
        });
      const stage = await hangs(world, of);
      await world.set('bill-integration', { applications: [] });
      return stage;
    },
  },
  {
    of: 'bill-integration.applications.application',
    says: 'off has bills of that application alone do without an image code',
    without: 'image-bill',
    with: 'imaging-off',
    tried: async (world, set) => {
      const of = world.kind();
      const application = set ? of.application : 'another';
      await world.set('bill-integration', { applications: [{ application, integrated: false }] });
      const { stage, code } = await world.goes(await world.bill(of), 'give-code');
      await world.set('bill-integration', { applications: [] });
      return stage === 'submit' && code ? 'image-bill' : (stage ?? null);
    },
  },
  // 影像方案
  {
    of: 'imaging-scheme.imagingMode',
    says: 'is that of its bills: in basic mode nothing is pushed',
    without: ['basic', 0],
    with: ['sync', 1],
    tried: async (world, set) => {
      const of = world.kind();
      const system = await world.system();
      await world.scheme(set ? 'sync' : 'basic', of);
      const bill = await world.bill(of);
      const { imagingMode } = await world.goes(bill, 'submit');
      await world.act('imaging-system', system['id'], 'disable');
      return [imagingMode ?? null, (await world.pushes(bill)).length];
    },
  },
  ...(['number', 'name'] as const).map(
    (field): Row => ({
      of: `imaging-scheme.${field}`,
      says: 'is told with what is pushed by it',
      without: 'S-1',
      with: 'S-2',
      tried: async (world, set) => {
        const of = world.kind();
        const system = await world.system();
        const value = `S-${set ? 2 : 1}`;
        await world.scheme('sync', of, {}, { [field]: value });
        const bill = await world.bill(of);
        await world.goes(bill, 'submit');
        const [delivery] = await world.arrived(bill);
        await world.act('imaging-system', system['id'], 'disable');
        return member(delivery?.said ?? {}, 'scheme')[field] ?? null;
      },
    }),
  ),
  {
    of: 'imaging-scheme.licence',
    says: 'has to be authorised while the bill goes on; else it is basic, and the bill says so',
    without: ['basic', true],
    with: ['sync', false],
    tried: async (world, set) => {
      const of = world.kind();
      const system = await world.system();
      const number = `R${of.billType}`;
      await world.make('licence', {
        number,
        organisation: 'root',
        authorisation: 'CLOUD',
        service: 'receiving',
        taxNo: set ? '91500023MA0000001M' : '91110000MA0000002K',
      });
      await world.act('licence', number, 'authorise');
      await world.scheme('sync', of, {}, { licence: number });
      if (!set) await world.act('licence', number, 'withdraw-licence');
      const { imagingMode, notice } = await world.goes(await world.bill(of), 'submit');
      await world.act('imaging-system', system['id'], 'disable');
      return [imagingMode ?? null, String(notice).includes('收票许可')];
    },
  },
  {
    of: 'imaging-scheme.attachmentSigning',
    says: 'by hand keeps a bill whose images arrived until somebody signs for them',
    without: 'done',
    with: 'upload',
    tried: async (world, set) => {
      let stage = '';
      const after = await matched(world, {
        rule: { matchBy: 'bill-number' },
        arrival: (bill) => {
          stage = String(bill['stage']);
          return { billNumber: bill['billNumber'] ?? null };
        },
      });
      return set ? stage : after;
    },
  },
  ...(['application', 'billType'] as const).map(
    (field): Row => ({
      of: `imaging-scheme.rules.${field}`,
      says: 'says which bills the rule is for',
      without: 'upload',
      with: 'done',
      tried: async (world, set) => {
        const of = world.kind();
        await world.scheme(
          'basic',
          { ...of, ...(set ? {} : { [field]: 'another' }) },
          { imagesRequired: false },
        );
        return hangs(world, of);
      },
    }),
  ),
  {
    of: 'imaging-scheme.rules.imagesRequired',
    says: 'takes the bill to the upload node, or past it',
    without: 'done',
    with: 'upload',
    tried: async (world, set) => {
      const of = world.kind();
      await world.scheme('basic', of, { imagesRequired: set });
      return hangs(world, of);
    },
  },
  {
    of: 'imaging-scheme.rules.pushAt',
    says: 'pushes when it is submitted and scanned, or once it is approved',
    without: [1, 2, 2],
    with: [0, 0, 1],
    tried: async (world, set) => {
      const of = world.kind();
      const system = await world.system();
      await world.stop(of.billType, upload);
      await world.stop(of.billType, approval);
      await world.scheme('sync', of, { pushAt: set ? 'approve' : 'submit' });
      const bill = await world.bill(of);
      const counts: number[] = [];
      for (const event of ['submit', 'upload', 'agree']) {
        if (event === 'upload') await world.scan(bill);
        await world.goes(bill, event);
        counts.push((await world.pushes(bill)).length);
      }
      const deliveries = await world.arrived(bill, set ? 1 : 2);
      expect(deliveries.slice(-1).map((one) => namesIn(one, 'images'))).toEqual([['scan.pdf']]);
      await world.act('imaging-system', system['id'], 'disable');
      return counts;
    },
  },
  ...(
    [
      ['image-code', 'imageCode', 'code'],
      ['invoice-number', 'invoiceNumber', ''],
      ['bill-number', 'billNumber', 'billNumber'],
    ] as const
  ).map(
    ([matchBy, said, of]): Row => ({
      of: 'imaging-scheme.rules.matchBy',
      says: `matches what arrives by ${matchBy}, and by nothing else`,
      without: 'images-unmatched',
      with: 'done',
      tried: (world, set) =>
        matched(world, {
          rule: { matchBy: set ? matchBy : matchBy === 'image-code' ? 'bill-number' : 'image-code' },
          arrival: (bill) => ({ [said]: of ? (bill[of] ?? null) : `F${String(bill['billType'])}` }),
        }),
    }),
  ),
  {
    of: 'imaging-scheme.rules.unmatched',
    says: 'holds a bill that nothing matches, or lets it pass with a notice',
    without: 'images-unmatched',
    with: 'done',
    tried: (world, set) =>
      matched(world, { rule: { unmatched: set ? 'warn' : 'hold' }, arrival: () => ({ imageCode: 'none' }) }),
  },
  // 业务系统
  {
    of: 'business-system.address',
    says: 'is told how the bill gets on',
    without: 0,
    with: 1,
    tried: async (world, set) => {
      const of = world.kind();
      const address = set ? `${world.outside.url}/told` : null;
      const made = await world.make('business-system', { address });
      const bill = await world.bill({ ...of, businessSystem: { id: String(made['id']) } });
      await world.goes(bill, 'submit');
      return (await world.arrived(bill, set ? 1 : 0, '/told')).length;
    },
  },
  {
    of: 'business-system.isDefault',
    says: 'is told of bills that name no system',
    without: [],
    with: ['/default'],
    tried: async (world, set) => {
      const of = world.kind();
      await world.changed('business-system', 'XINGHAN', { isDefault: !set });
      const address = `${world.outside.url}/default`;
      const made = await world.make('business-system', { address, isDefault: set });
      const bill = await world.bill(of);
      await world.goes(bill, 'submit');
      const paths = (await world.arrived(bill, set ? 1 : 0)).map(({ path }) => path);
      await world.changed('business-system', made['id'], { isDefault: false });
      await world.changed('business-system', 'XINGHAN', { isDefault: true });
      return paths;
    },
  },
  {
    of: 'business-system.enabled',
    says: 'off has nobody told, and the bill says so',
    without: true,
    with: false,
    tried: async (world, set) => {
      if (!set) await world.act('business-system', 'XINGHAN', 'disable');
      const { notice } = await world.goes(await world.bill(world.kind()), 'submit');
      if (!set) await world.act('business-system', 'XINGHAN', 'enable');
      return String(notice).includes('业务系统');
    },
  },
  // 影像全局配置
  ...(
    [
      ['resolution', '300', '600', 300, 600],
      ['colour', 'colour', 'grey', 'colour', 'grey'],
    ] as const
  ).map(
    ([field, was, is, without, sent]): Row => ({
      of: `imaging-global.${field}`,
      says: 'is told with what is pushed',
      without,
      with: sent,
      tried: async (world, set) => {
        await world.set('imaging-global', { [field]: set ? is : was });
        const said = member(await pushed(world), 'scan')[field] ?? null;
        await world.set('imaging-global', { [field]: was });
        return said;
      },
    }),
  ),
  {
    of: 'imaging-global.formats',
    says: 'refuses images of another format',
    without: 'taken',
    with: '/images/0 image-format-refused',
    tried: async (world, set) => {
      await world.set('imaging-global', { formats: set ? ['pdf'] : ['pdf', 'png'] });
      const said = await taken(world, 'scan.png');
      await world.set('imaging-global', { formats: ['pdf', 'ofd', 'jpg', 'png'] });
      return said;
    },
  },
  {
    of: 'imaging-global.fileLimit',
    says: 'refuses images that are larger',
    without: 'taken',
    with: '/images/0 image-too-large',
    tried: async (world, set) => {
      await world.set('imaging-global', { fileLimit: set ? 1 : 20 });
      const said = await taken(world, 'scan.pdf', 1024 * 1024);
      await world.set('imaging-global', { fileLimit: 20 });
      return said;
    },
  },
  {
    of: 'imaging-global.watermark',
    says: 'is shown to who looks at images, and told to who is pushed them',
    without: [null, false],
    with: [true, true],
    tried: async (world, set) => {
      await world.set('imaging-global', { watermark: set });
      const bill = await world.bill(world.kind());
      const { body } = await world.node.ask('GET', `/api/imaging/bills/${bill}/review`);
      const { watermark } = await pushed(world);
      await world.set('imaging-global', { watermark: false });
      return [
        body['watermark'] === null ? null : String(body['watermark']).includes('admin'),
        watermark ?? null,
      ];
    },
  },
  // 许可分配用户
  {
    of: 'licence-assignment.details.module',
    says: 'of imaging keeps who has none from approving',
    without: 'done',
    with: 'imaging-seat-missing',
    tried: (world, set) =>
      agreed(world, {
        details: seats({ module: set ? '影像管理' : '收票', seats: 0 }),
      }),
  },
  {
    of: 'licence-assignment.details.seats',
    says: 'has as many approve as there are seats',
    without: 'imaging-seat-missing',
    with: 'done',
    tried: (world, set) => agreed(world, { details: seats({ seats: set ? 1 : 0 }) }),
  },
  {
    of: 'licence-assignment.details.expiresOn',
    says: 'ends the licences after that day',
    without: 'done',
    with: 'imaging-seat-expired 在许可分组明细中点击“更新许可”',
    tried: (world, set) =>
      agreed(world, { details: seats({ expiresOn: set ? '2020-01-01' : '2999-01-01' }) }),
  },
  {
    of: 'licence-assignment.cloud',
    says: 'says how licences that ended are renewed',
    without: 'imaging-seat-expired 在许可分组明细中点击“更新许可”',
    with: 'imaging-seat-expired 导入新的许可文件',
    tried: (world, set) =>
      agreed(world, { cloud: set ? 'private' : 'public', details: seats({ expiresOn: '2020-01-01' }) }),
  },
  {
    of: 'licence-assignment.users.user',
    says: 'lets those approve to whom one was given',
    without: 'imaging-seat-missing',
    with: 'done',
    tried: async (world, set) => {
      const other = await world.make('user', { organisation: 'root' });
      const user = set ? 'admin' : String(other['number']);
      return agreed(world, { details: seats(), users: [{ user }] });
    },
  },
  {
    of: 'licence-assignment.users.assignedOn',
    says: 'is the day from which it holds',
    without: 'imaging-seat-missing',
    with: 'done',
    tried: (world, set) =>
      agreed(world, {
        details: seats(),
        users: [{ user: 'admin', assignedOn: set ? '2020-01-01' : '2999-01-01' }],
      }),
  },
  // 工作流影像节点
  ...(
    [
      ['process', { process: 'other' }],
      ['billType', { billType: 'other' }],
    ] as const
  ).map(
    ([field, other]): Row => ({
      of: `workflow-node.${field}`,
      says: 'says whose way it stands on',
      without: 'approval',
      with: 'upload',
      tried: async (world, set) => {
        const of = world.kind();
        // The first process by name is the one of a type of bill.
        await world.stop(of.billType, { ...approval, process: `aa${of.billType}` });
        await world.stop(of.billType, {
          ...upload,
          process: `aa${of.billType}`,
          ...(set ? {} : other),
        });
        return world.stands(await world.bill(of), 'submit');
      },
    }),
  ),
  {
    of: 'workflow-node.kind',
    says: 'waits for images, or for somebody who decides',
    without: 'upload',
    with: 'approval',
    tried: async (world, set) => {
      const of = world.kind();
      await world.stop(of.billType, set ? { ...approval, step: 1 } : upload);
      return world.stands(await world.bill(of), 'submit');
    },
  },
  {
    of: 'workflow-node.step',
    says: 'is the order of nodes',
    without: 'upload',
    with: 'approval',
    tried: async (world, set) => {
      const of = world.kind();
      await world.stop(of.billType, { ...upload, step: set ? 3 : 1 });
      await world.stop(of.billType, approval);
      return world.stands(await world.bill(of), 'submit');
    },
  },
  {
    of: 'workflow-node.name',
    says: 'is where a bill says that it stands',
    without: '一审',
    with: '二审',
    tried: async (world, set) => {
      const of = world.kind();
      await world.stop(of.billType, { ...approval, name: set ? '二审' : '一审' });
      return (await world.goes(await world.bill(of), 'submit'))['node'] ?? null;
    },
  },
  {
    of: 'workflow-node.scanner',
    says: 'is who may bring the images',
    without: 'done',
    with: 'scanner-other',
    tried: async (world, set) => {
      const of = world.kind();
      const other = await world.make('user', { organisation: 'root' });
      await world.stop(of.billType, { ...upload, ...(set ? { scanner: { id: String(other['id']) } } : {}) });
      const bill = await world.bill(of);
      await world.goes(bill, 'submit');
      await world.scan(bill);
      return world.stands(bill, 'upload');
    },
  },
  ...(['code', 'name'] as const).map(
    (field): Row => ({
      of: `workflow-node.decisions.${field}`,
      says: 'is how a decision is called on the bill, and told to the business system',
      without: 'agree',
      with: 'ok',
      tried: async (world, set) => {
        const of = world.kind();
        const decisions = [{ ...decide('agree')[0], ...(set ? { [field]: 'ok' } : {}) }];
        await world.stop(of.billType, { ...approval, decisions });
        const system = await world.make('business-system', { address: `${world.outside.url}/decided` });
        const bill = await world.bill({ ...of, businessSystem: { id: String(system['id']) } });
        await world.goes(bill, 'submit');
        const { decision } = await world.goes(bill, 'agree');
        expect(String(decision).split(' ')[field === 'code' ? 0 : 1]).toBe(set ? 'ok' : 'agree');
        const news = await world.arrived(bill, 2, '/decided');
        const last = news.find(({ said }) => said['event'] === 'agree');
        return member(last?.said ?? {}, 'decision')[field] ?? null;
      },
    }),
  ),
  {
    of: 'workflow-node.decisions.meaning',
    says: 'is what can be decided there',
    without: 'imaging-event-not-offered',
    with: 'submit',
    tried: async (world, set) => {
      const of = world.kind();
      await world.stop(of.billType, { ...approval, decisions: decide('agree', ...(set ? ['reject'] : [])) });
      return world.stands(await world.bill(of), 'submit', 'reject');
    },
  },
  {
    of: 'workflow-node.rejectCheck',
    says: 'keeps a bill whose images are marked from being plainly rejected',
    without: 'submit',
    with: 'reject-marked',
    tried: async (world, set) => {
      const of = world.kind();
      await world.stop(of.billType, { ...approval, rejectCheck: set ? 'image-rescan' : 'none' });
      const bill = await world.bill(of);
      await world.scan(bill);
      await world.goes(bill, 'submit');
      const [image] = (await world.read('image-bill', bill))['images'] as readonly JsonObject[];
      const place = { left: '0.1', top: '0.1', width: '0.2', height: '0.2', reason: '看不清' };
      await world.changed('image-bill', bill, { marks: [{ file: image?.['id'] ?? null, ...place }] });
      return world.stands(bill, 'reject');
    },
  },
  {
    of: 'workflow-node.viewImages',
    says: 'off keeps images from who approves',
    without: [0, 404],
    with: [1, 200],
    tried: async (world, set) => {
      const of = world.kind();
      await world.stop(of.billType, { ...approval, viewImages: set });
      const bill = await world.bill(of);
      await world.scan(bill);
      const [image] = (await world.read('image-bill', bill))['images'] as readonly JsonObject[];
      await world.goes(bill, 'submit');
      const as = await world.approver();
      const path = `/api/forms/image-bill/records/${bill}`;
      const seen = await world.node.ask('GET', path, undefined, as);
      const opened = await world.node.raw('GET', `${path}/files/${String(image?.['id'])}`, undefined, as);
      return [((seen.body['images'] ?? []) as readonly Json[]).length, opened.status];
    },
  },
  ...(['plugin', 'purpose'] as const).map(
    (field): Row => ({
      of: `workflow-node.plugins.${field}`,
      says: 'is told to the business system when a bill comes to the node',
      without: null,
      with: 'said',
      tried: async (world, set) => {
        const of = world.kind();
        const plugins = set ? [{ plugin: 'p', [field]: 'said' }] : [];
        await world.stop(of.billType, { ...approval, plugins });
        const system = await world.make('business-system', { address: `${world.outside.url}/plugins` });
        const bill = await world.bill({ ...of, businessSystem: { id: String(system['id']) } });
        await world.goes(bill, 'submit');
        const [news] = await world.arrived(bill, 1, '/plugins');
        const [first] = (news?.said['plugins'] ?? []) as readonly JsonObject[];
        return first?.[field] ?? null;
      },
    }),
  ),
  // 单据封面模板
  {
    of: 'cover-template.name',
    says: 'is the title of the cover',
    without: false,
    with: true,
    tried: async (world, set) =>
      (await cover(world, { name: set ? '另一封面' : '封面' })).includes('另一封面'),
  },
  ...(['application', 'billType'] as const).map(
    (field): Row => ({
      of: `cover-template.${field}`,
      says: 'says which bills it is for',
      without: 'cover-missing',
      with: true,
      tried: async (world, set) => {
        const text = await cover(world, set ? {} : { [field]: `another ${field}` });
        return text.startsWith('<!') || text;
      },
    }),
  ),
  {
    of: 'cover-template.isCover',
    says: 'makes it the cover where no image template names one',
    without: 'cover-missing',
    with: true,
    tried: async (world, set) => {
      const text = await cover(world, { isCover: set });
      return text.startsWith('<!') || text;
    },
  },
  {
    of: 'cover-template.qrPosition',
    says: 'is the corner of the code',
    without: 'right',
    with: 'left',
    tried: (world, set) => codePlace(world, { qrPosition: set ? 'top-left' : 'top-right' }),
  },
  {
    of: 'cover-template.qrPosition',
    says: 'may be below, which is advised against',
    without: 'right',
    with: 'below',
    tried: (world, set) => codePlace(world, { qrPosition: set ? 'centre' : 'top-right' }),
  },
  {
    of: 'cover-template.qrContent',
    says: 'of something else leaves a cover without the code that scans are known by',
    without: 'right',
    with: 'none',
    tried: async (world, set) => {
      const of = world.kind();
      const template = await world.make('cover-template', { ...of, name: 'TITLE' });
      await world.make('image-template', { ...of, template: { id: String(template['id']) } });
      // What was picked while it had the code stays, whatever it carries by now.
      if (set) await world.changed('cover-template', template['id'], { qrContent: 'other' });
      const bill = await world.bill(of);
      await world.goes(bill, 'give-code');
      const page = await world.node.raw('GET', `/api/imaging/bills/${bill}/cover`);
      return (await page.text()).includes('<svg') ? 'right' : 'none';
    },
  },
  {
    of: 'cover-template.print',
    says: 'of a package is printed instead of the standard cover',
    without: true,
    with: 'print-unknown',
    tried: async (world, set) => {
      const text = await cover(world, set ? { print: 'no-such-print' } : {});
      return text.startsWith('<!') || text;
    },
  },
  // 影像编码生成策略
  {
    of: 'image-code-strategy.prefix',
    says: 'stands before the code',
    without: 'P0001',
    with: 'Q0001',
    tried: (world, set) => codeGiven(world, set ? { prefix: 'Q' } : {}),
  },
  {
    of: 'image-code-strategy.datePart',
    says: 'is the date in the code',
    without: 'P0001',
    with: 'P20',
    tried: async (world, set) => {
      const code = await codeGiven(world, {
        prefix: set ? 'P' : 'P',
        ...(set ? { datePart: 'yyyyMM' } : {}),
      });
      return set ? code.slice(0, 3) : code.replace(/^P000\d$/, 'P0001');
    },
  },
  {
    of: 'image-code-strategy.sequenceLength',
    says: 'is how many digits are counted with',
    without: 5,
    with: 7,
    tried: async (world, set) => (await codeGiven(world, set ? { sequenceLength: 6 } : {})).length,
  },
  ...(['application', 'billType'] as const).map(
    (field): Row => ({
      of: `image-code-strategy.${field}`,
      says: 'says which bills it is for',
      without: 'YX',
      with: 'ZZ',
      tried: async (world, set) =>
        (await codeGiven(world, { prefix: 'ZZ', ...(set ? {} : { [field]: `another ${field}` }) })).slice(
          0,
          2,
        ),
    }),
  ),
  {
    of: 'image-code-strategy.enabled',
    says: 'lets codes be made at all',
    without: 'image-code-disabled',
    with: 'submit',
    tried: async (world, set) => {
      if (!set) await world.act('image-code-strategy', 'YXBM-DEFAULT', 'disable');
      const { stage } = await world.goes(await world.bill(world.kind()), 'give-code');
      if (!set) await world.act('image-code-strategy', 'YXBM-DEFAULT', 'enable');
      return stage ?? null;
    },
  },
  // 影像模板
  ...(['application', 'billType', 'template'] as const).map(
    (field): Row => ({
      of: `image-template.${field}`,
      says: 'has the cover made as a PDF when such a bill is submitted, and pushed with it',
      without: field === 'template' ? ['一', '%PDF-'] : [null, ''],
      with: field === 'template' ? ['二', '%PDF-'] : ['一', '%PDF-'],
      tried: async (world, set) => {
        const of = world.kind();
        const system = await world.system();
        await world.scheme('sync', of);
        const covers = [];
        for (const name of ['一', '二']) covers.push(await world.make('cover-template', { ...of, name }));
        const [one, two] = covers.map(({ id }) => ({ id: String(id) }));
        const about = field === 'template' || set ? of : { ...of, [field]: `another ${field}` };
        const template = (field === 'template' && set ? two : one) ?? null;
        await world.make('image-template', { ...about, application: about.application, template });
        const bill = await world.bill(of);
        const gone = await world.goes(bill, 'submit');
        const [delivery] = await world.arrived(bill);
        await world.act('imaging-system', system['id'], 'disable');
        const kept = gone['cover'] as JsonObject | null;
        return [
          kept && (String(kept['name']).split('-')[0] ?? null),
          delivery?.files
            .find(({ part }) => part === 'cover')
            ?.bytes?.subarray(0, 5)
            .toString() ?? '',
        ];
      },
    }),
  ),
];

/** Fields that no bill goes another way by, each with a reason. */
const exceptions: Readonly<Record<string, string>> = {
  'business-system.number': 'bills name it by its id, people by its number',
  'business-system.name': 'people know it by its name, on bills and in what could not be told it',
  'cover-template.number': 'image templates and people name it',
  'image-code-strategy.number': 'people name it',
  'image-code-strategy.name': 'people name it',
  'image-template.number': 'people name it',
  'licence-assignment.number': 'names the group in what is refused',
  'licence-assignment.name': 'people name it',
  'workflow-node.number': 'people name it',
};

describe('the settings of imaging', () => {
  it('are all tried, or named with a reason', async () => {
    const tried = new Set(rows.map(({ of }) => of));
    const fields = await settingFields();
    expect(fields.filter((field) => !tried.has(field) && !(field in exceptions))).toEqual([]);
    expect(Object.keys(exceptions).filter((field) => tried.has(field) || !fields.includes(field))).toEqual(
      [],
    );
    expect([...tried].filter((of) => !of.endsWith('.enabled') && !fields.includes(of))).toEqual([]);
  });
});

describeOnDatabases('each setting of imaging changes what a bill goes through', (database) => {
  let world: ImagingWorld;
  beforeAll(async () => {
    world = await ImagingWorld.open(database.url);
  });
  afterAll(() => world.close());

  it('the cover that is kept is in the language of the house, whoever submits the bill', async () => {
    const of = world.kind();
    await world.scheme('sync', of);
    const template = await world.make('cover-template', { ...of, name: '封面' });
    await world.make('image-template', { ...of, template: { id: String(template['id']) } });
    const shown = async (language: string, submitter: string) => {
      await world.set('tenant-settings', { language });
      const bill = `/api/forms/image-bill/records/${await world.bill(of)}`;
      const etag = (await world.node.ask('GET', bill)).headers.get('etag') ?? '';
      const headers = { 'if-match': etag, 'accept-language': submitter };
      const { body } = await world.node.ask('POST', `${bill}/actions/submit`, {}, headers);
      const file = await world.node.raw(
        'GET',
        `${bill}/files/${String((body['cover'] as JsonObject)['id'])}`,
      );
      const bytes = Buffer.from(await file.arrayBuffer());
      const text = execFileSync('pdftotext', ['-', '-'], { input: bytes, encoding: 'utf8' });
      return text.includes('Bill number') ? 'en' : text.includes('单据编号') ? 'zh' : text;
    };
    expect([await shown('zh', 'en'), await shown('en', 'zh')]).toEqual(['zh', 'en']);
    await world.set('tenant-settings', { language: 'zh' });
  });

  it('one that is asked for is in the language that is asked', async () => {
    const of = world.kind();
    await world.make('cover-template', { ...of, name: '封面', isCover: true });
    const bill = await world.bill(of);
    await world.goes(bill, 'give-code');
    const page = (query: string) => world.node.raw('GET', `/api/imaging/bills/${bill}/cover${query}`);
    expect(await (await page('?language=en')).text()).toContain('Bill number');
    expect(await (await page('?language=zh')).text()).toContain('单据编号');
  });

  it.each(someOf(rows, 3).map((row) => [`${row.of} ${row.says}`, row] as const))('%s', async (_, row) => {
    expect(await row.tried(world, false)).toEqual(row.without);
    expect(await row.tried(world, true)).toEqual(row.with);
  });
});
