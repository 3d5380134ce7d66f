import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { ImagingWorld } from './imaging-world.suite.ts';
import { namesIn } from './stand-in/delivery.ts';

const upload = { kind: 'upload', step: 1 };
const approval = {
  kind: 'approval',
  step: 2,
  decisions: ['agree', 'reject', 'rescan', 'reject-rescan'].map((meaning) => ({
    code: meaning,
    name: meaning,
    meaning,
  })),
};

describeOnDatabases('the images of a bill', (database) => {
  let world: ImagingWorld;
  beforeAll(async () => {
    world = await ImagingWorld.open(database.url);
  });
  afterAll(() => world.close());

  it('stay with it in basic mode, which is what holds without a scheme', async () => {
    const bill = await world.bill(world.kind());
    expect(await world.goes(bill, 'submit')).toMatchObject({ imagingMode: 'basic', notice: null });
    expect(await world.pushes(bill)).toEqual([]);
  });

  it('go out once under one delivery id, however often they are tried', async () => {
    const of = world.kind();
    await world.system({ number: 'STAND-IN' });
    await world.scheme('sync', of);
    world.outside.answers.push(503, 500);
    const bill = await world.bill(of);
    await world.scan(bill, '发票 "1".png');
    await world.goes(bill, 'submit');
    const [push] = await world.pushes(bill);
    const state = async () => (await world.read('image-push', push?.['id']))['state'];
    const tried = async (count: number) => {
      await world.arrived(bill, count);
      await expect.poll(state, { timeout: 15_000 }).toBe('waiting');
    };
    await tried(1);
    expect(String((await world.read('image-push', push?.['id']))['failure'])).toContain('拒绝接收');
    world.pass(61_000);
    await tried(2);
    world.pass(301_000);
    await expect.poll(state, { timeout: 15_000 }).toBe('sent');
    const deliveries = await world.arrived(bill, 3);
    expect(new Set(deliveries.map(({ delivery }) => delivery))).toEqual(new Set([push?.['id']]));
    expect(deliveries.map(({ attempt }) => attempt)).toEqual(['1', '2', '3']);
    expect(deliveries.slice(0, 1).map((one) => namesIn(one, 'images'))).toEqual([['发票 _1_.png']]);
    expect(deliveries[0]?.said).toMatchObject({
      event: 'submit',
      mode: 'sync',
      bill: { application: of.application, imageCode: expect.stringMatching(/^YX/) },
      images: [{ name: '发票 _1_.png', type: 'png' }],
    });
    await world.act('imaging-system', 'STAND-IN', 'disable');
  });

  it('wait for an administrator where the host of the system is not allowed', async () => {
    const of = world.kind();
    const made = await world.system({ number: 'NOT-ALLOWED' });
    await world.scheme('sync', of);
    const bill = await world.bill(of);
    const { body } = await world.change('imaging-system', made['id'], { ip: '10.1.2.3' });
    expect(body['errors']).toMatchObject([{ path: '/ip', code: 'host-not-listed' }]);
    await world.act('imaging-system', 'NOT-ALLOWED', 'disable');
    const { notice } = await world.goes(bill, 'submit');
    expect(String(notice)).toContain('没有启用的影像系统');
  });

  it('go out as they were when the bill went on, though they are scanned again meanwhile', async () => {
    const of = world.kind();
    await world.act('imaging-system', 'STAND-IN', 'enable');
    await world.stop(of.billType, upload);
    await world.stop(of.billType, approval);
    await world.scheme('sync', of);
    const bill = await world.bill(of);
    await world.goes(bill, 'submit');
    await world.arrived(bill, 1);
    await world.scan(bill, 'one.pdf');
    world.outside.answers.push(503);
    await world.goes(bill, 'upload');
    await world.arrived(bill, 2);
    await world.goes(bill, 'rescan');
    await world.scan(bill, 'two.pdf');
    await world.goes(bill, 'upload');
    world.pass(61_000);
    await expect
      .poll(async () => (await world.pushes(bill)).map(({ state }) => state), { timeout: 15_000 })
      .toEqual(['sent', 'sent', 'sent']);
    const names = world.outside.heard
      .filter(({ said }) => (said['bill'] as JsonObject)['billType'] === of.billType)
      .map((one) => namesIn(one, 'images')[0] ?? '');
    expect(new Set(names)).toEqual(new Set(['', 'one.pdf', 'two.pdf']));
    await world.act('imaging-system', 'STAND-IN', 'disable');
  });

  it('are pushed again because somebody asks for it, and not where nothing is pushed', async () => {
    const of = world.kind();
    await world.act('imaging-system', 'STAND-IN', 'enable');
    await world.scheme('sync', of);
    const bill = await world.bill(of);
    await world.goes(bill, 'submit');
    expect((await world.goes(bill, 'push'))['stage']).toBe('done');
    const again = await world.arrived(bill, 2);
    expect(again.map(({ said }) => said['event'])).toEqual(['submit', 'push']);
    await world.act('imaging-system', 'STAND-IN', 'disable');
    const plain = await world.bill(world.kind());
    await world.goes(plain, 'submit');
    expect((await world.goes(plain, 'push'))['stage']).toBe('push-not-set');
  });

  it('are pushed by the platform alone', async () => {
    const { status, body } = await world.node.ask('POST', '/api/forms/image-push/records', {});
    expect([status, body['code']]).toEqual([409, 'push-own']);
  });

  it('that arrived before their bill come to it when it is submitted', async () => {
    const of = world.kind();
    await world.act('imaging-system', 'STAND-IN', 'enable');
    await world.scheme('match', of, { matchBy: 'bill-number' });
    const images = [await world.upload('image-arrival', 'early.pdf')];
    const made = await world.make('image-arrival', { billNumber: 'EARLY', images });
    const arrival = () => world.read('image-arrival', made['id']);
    await expect.poll(async () => (await arrival())['state'], { timeout: 15_000 }).toBe('unmatched');
    await world.stop(of.billType, upload);
    const bill = await world.bill({ ...of, billNumber: 'EARLY' });
    await world.goes(bill, 'submit');
    expect(await arrival()).toMatchObject({ state: 'matched', matchedBy: 'bill-number', bill: { id: bill } });
    expect((await world.read('image-bill', bill))['images']).toMatchObject([{ name: 'early.pdf' }]);
    expect(await world.stands(bill, 'upload')).toBe('done');
    const matchedAgain = await world.act('image-arrival', made['id'], 'match');
    expect(matchedAgain.status).toBe(409);
    await world.act('imaging-system', 'STAND-IN', 'disable');
  });

  it('that are marked say why they are sent back, and stand beside the new ones until these are agreed to', async () => {
    const of = world.kind();
    await world.stop(of.billType, upload);
    await world.stop(of.billType, approval);
    const bill = await world.bill(of);
    await world.goes(bill, 'submit');
    await world.scan(bill, 'blurred.pdf');
    await world.goes(bill, 'upload');
    const [image] = (await world.read('image-bill', bill))['images'] as readonly JsonObject[];
    const file = String(image?.['id']);
    const place = { file, fileName: 'blurred.pdf', left: '0.1', top: '0.2', width: '0.3', height: '0.1' };
    await world.changed('image-bill', bill, { marks: [{ ...place, reason: '金额看不清' }] });
    const marked = (await world.read('image-bill', bill))['marks'] as readonly JsonObject[];
    expect(marked).toMatchObject([{ ...place, by: 'admin', at: expect.stringMatching(/^20/) }]);
    const back = await world.goes(bill, 'rescan', { why: '' });
    expect(back).toMatchObject({
      stage: 'upload',
      askedWhy: 'blurred.pdf：金额看不清',
      images: null,
      sentBack: [{ id: file }],
    });
    const path = `/api/forms/image-bill/records/${bill}`;
    expect((await world.node.raw('GET', `${path}/files/${file}`)).status).toBe(200);
    await world.scan(bill, 'sharp.pdf');
    // Who approves it again sees what was asked, and the marks; they keep nobody from rejecting the new images.
    expect(await world.goes(bill, 'upload')).toMatchObject({
      marks: [{ ...place, reason: '金额看不清' }],
      sentBack: [{ id: file }],
      asked: 'rescan',
      askedWhy: 'blurred.pdf：金额看不清',
    });
    const again = await world.goes(bill, 'rescan', { why: '' });
    expect(again).toMatchObject({ code: 'rescan-reason-missing' });
    expect((await world.goes(bill, 'rescan', { why: '缺章' }))['marks']).toEqual([]);
    await world.scan(bill, 'stamped.pdf');
    await world.goes(bill, 'upload');
    expect(await world.goes(bill, 'agree')).toMatchObject({
      stage: 'done',
      marks: [],
      sentBack: null,
      asked: null,
    });
    const { body } = await world.node.ask('GET', `${path}/history`);
    expect(JSON.stringify(body)).toContain('金额看不清');
  });

  it('go the way of the process, no approval passed by, and wait where a rejection asked for new ones', async () => {
    const of = world.kind();
    await world.scheme('basic', of, { imagesRequired: false });
    await world.stop(of.billType, { ...approval, step: 1 });
    await world.stop(of.billType, { ...upload, step: 2 });
    const bill = await world.bill(of);
    expect(await world.stands(bill, 'submit')).toBe('approval');
    expect(await world.stands(bill, 'reject-rescan', 'submit')).toBe('approval');
    const free = await world.bill(of);
    expect(await world.stands(free, 'submit', 'agree')).toBe('done');
  });

  it('are asked for in vain where no node waits for them, and the bill says so', async () => {
    const of = world.kind();
    await world.scheme('basic', of, { imagesRequired: true });
    const { stage, notice } = await world.goes(await world.bill(of), 'submit');
    expect([stage, String(notice).includes('没有影像上传节点')]).toEqual(['done', true]);
  });
});
