import { expect } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Traces } from '../common/traces/trace.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../server/test-node.suite.ts';
import type { Delivery } from './stand-in/delivery.ts';
import { type OpenStandIn, openStandIn } from './stand-in/open-stand-in.ts';

/** A file of a few bytes that is what it says. */
const contents = {
  pdf: '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n',
  png: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    'base64',
  ),
} as const;

/** A house with imaging, as its administrator and those who bring bills use it. */
export class ImagingWorld {
  readonly node: TestNode;
  readonly outside: OpenStandIn;
  #types = 0;
  #made = 0;
  #approver: Readonly<Record<string, string>> | null = null;
  /** Milliseconds that its clock is ahead. */
  #ahead: { by: number };

  private constructor(node: TestNode, outside: OpenStandIn, ahead: { by: number }) {
    this.node = node;
    this.outside = outside;
    this.#ahead = ahead;
  }

  static async open(database: string, more: { readonly traces?: Traces } = {}): Promise<ImagingWorld> {
    const outside = await openStandIn();
    const ahead = { by: 0 };
    const node = await openTestNode(database, {
      packages: ['platform', 'basis', 'invoicing', 'imaging'],
      hosts: `127.0.0.1:${outside.port} private`,
      clock: () => Date.now() + ahead.by,
      ...more,
    });
    const world = new ImagingWorld(node, outside, ahead);
    const cloud = {
      number: 'CLOUD',
      name: '云',
      clientId: 'c',
      tenant: 't',
      issuingTotal: 1,
      receivingTotal: 9,
    };
    await world.make('cloud-authorisation', cloud);
    await world.make('licence', {
      number: 'RECEIVING',
      organisation: 'root',
      authorisation: 'CLOUD',
      service: 'receiving',
      taxNo: '91440300708461136T',
    });
    await world.act('licence', 'RECEIVING', 'authorise');
    await world.set('receipt-setting', { pushToImaging: true });
    await world.act('imaging-system', 'IMC', 'disable');
    return world;
  }

  /** The same on a node that somebody else opened and closes. */
  static on(node: TestNode, outside: OpenStandIn): ImagingWorld {
    return new ImagingWorld(node, outside, { by: 0 });
  }

  async close(): Promise<void> {
    await this.node.close();
    this.outside.close();
  }

  pass(milliseconds: number): void {
    this.#ahead.by += milliseconds;
  }

  /** A type of bill and an application that nothing else is about. */
  kind(): { readonly application: string; readonly billType: string } {
    this.#types += 1;
    return { application: `A${this.#types}`, billType: `T${this.#types}` };
  }

  async make(form: string, body: JsonObject): Promise<JsonObject> {
    this.#made += 1;
    const known = this.node.tenant.served().model.formsById.get(form);
    const isFree = (name: string) => {
      const field = known?.byName.get(name);
      return field?.kind.name === 'text' || field?.props['editable'] === true;
    };
    const numbered = {
      ...(isFree('number') ? { number: `${form.slice(0, 6)}-${this.#made}` } : {}),
      ...(isFree('name') ? { name: `${form} ${this.#made}` } : {}),
      ...body,
    };
    const { status, body: made } = await this.node.ask('POST', `/api/forms/${form}/records`, numbered);
    expect(status, JSON.stringify(made)).toBe(201);
    return made;
  }

  async read(form: string, name: Json | undefined): Promise<JsonObject> {
    return (await this.node.ask('GET', await this.#path(form, name))).body;
  }

  async change(form: string, name: Json | undefined, body: JsonObject): Promise<TestAnswer> {
    const path = await this.#path(form, name);
    const { headers } = await this.node.ask('GET', path);
    return this.node.ask('PATCH', path, body, { 'if-match': headers.get('etag') ?? '' });
  }

  async changed(form: string, name: Json | undefined, body: JsonObject): Promise<void> {
    const { status, body: said } = await this.change(form, name, body);
    expect(status, JSON.stringify(said)).toBe(200);
  }

  async act(
    form: string,
    name: Json | undefined,
    action: string,
    params: JsonObject = {},
  ): Promise<TestAnswer> {
    const path = await this.#path(form, name);
    const { headers } = await this.node.ask('GET', path);
    return this.node.ask('POST', `${path}/actions/${action}`, params, {
      'if-match': headers.get('etag') ?? '',
    });
  }

  async set(form: string, body: JsonObject): Promise<void> {
    const path = `/api/forms/${form}/record`;
    const { headers } = await this.node.ask('GET', path);
    const answer = await this.node.ask('PATCH', path, body, { 'if-match': headers.get('etag') ?? '' });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  }

  /** The headers of somebody who approves and neither submits nor scans. */
  async approver(): Promise<Readonly<Record<string, string>>> {
    if (this.#approver) return this.#approver;
    const grants = [{ form: 'image-bill', scope: 'all', actions: ['read', 'edit'], moreActions: '*' }];
    await this.make('role', { number: 'approver', grants });
    const roles = [{ role: 'approver', organisation: 'root' }];
    const made = await this.make('user', { number: 'approver', organisation: 'root', roles });
    const password = 'correct horse battery';
    await this.node.ask('PUT', `/api/users/${String(made['id'])}/password`, { password });
    const { body } = await this.node.ask('POST', '/api/session', { user: 'approver', password });
    this.#approver = { authorization: `Bearer ${String(body['token'])}` };
    return this.#approver;
  }

  /** A node of the process of a type of bill. */
  async stop(billType: string, body: JsonObject): Promise<JsonObject> {
    return this.make('workflow-node', { process: billType, billType, ...body });
  }

  /** A scheme in a mode, whose rule is for such bills. */
  async scheme(
    imagingMode: string,
    of: { readonly application: string; readonly billType: string },
    rule: JsonObject = {},
    more: JsonObject = {},
  ): Promise<JsonObject> {
    const more2 = imagingMode === 'basic' ? {} : { licence: 'RECEIVING' };
    return this.make('imaging-scheme', { imagingMode, ...more2, rules: [{ ...of, ...rule }], ...more });
  }

  /** The imaging system that listens outside. */
  async system(body: JsonObject = {}): Promise<JsonObject> {
    return this.make('imaging-system', { system: '影像', ip: '127.0.0.1', port: this.outside.port, ...body });
  }

  async bill(body: JsonObject): Promise<string> {
    this.#made += 1;
    return String((await this.make('image-bill', { billNumber: `B${this.#made}`, ...body }))['id']);
  }

  /** Does something with a bill, and answers it, or the code with which it was refused. */
  async goes(id: string, event: string, params: JsonObject = {}): Promise<JsonObject> {
    const back = event.startsWith('re') && params['why'] === undefined ? { why: '模糊' } : {};
    const { status, body } = await this.act('image-bill', id, event, { ...back, ...params });
    return status === 200 ? body : { ...body, stage: body['code'] ?? null };
  }

  /** Where a bill stands after all that. */
  async stands(id: string, ...events: readonly string[]): Promise<string> {
    let stage = '';
    for (const event of events) stage = String((await this.goes(id, event))['stage']);
    return stage;
  }

  async upload(form: string, name = 'scan.pdf', more = 0): Promise<JsonObject> {
    const [ending = 'pdf'] = name.split('.').slice(-1);
    const content = Buffer.from(ending === 'png' ? contents.png : contents.pdf);
    return this.bring(form, name, Buffer.concat([content, Buffer.alloc(more)]));
  }

  /** Bytes that somebody brings as an image. */
  async bring(form: string, name: string, bytes: Buffer): Promise<JsonObject> {
    const words = Object.entries({ filename: name, field: 'images' }).map(
      ([word, said]) => `${word} ${Buffer.from(said).toString('base64')}`,
    );
    const begun = await this.node.raw('POST', `/api/forms/${form}/uploads`, new Uint8Array(bytes), {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': words.join(','),
      'content-type': 'application/offset+octet-stream',
    });
    expect(begun.status).toBe(201);
    return { id: begun.headers.get('location')?.split('/').at(-1) ?? '' };
  }

  /** Images that somebody scanned for a bill. */
  async scan(id: string, name?: string): Promise<void> {
    await this.changed('image-bill', id, { images: [await this.upload('image-bill', name)] });
  }

  /** Messages that a bill had made, the first one first. */
  async pushes(bill: string, kind = 'images'): Promise<readonly JsonObject[]> {
    const list = `/api/forms/image-push/records?view=manage&sort=number&bill=${bill}&kind=${kind}`;
    return (await this.node.ask('GET', list)).body['items'] as readonly JsonObject[];
  }

  /** What arrived outside about a bill. */
  async arrived(bill: string, count = 1, path?: string): Promise<readonly Delivery[]> {
    const { number } = await this.read('image-bill', bill);
    const found = () =>
      this.outside.heard.filter(({ said, path: at }) => {
        const about = said['bill'] as JsonObject | undefined;
        return about?.['number'] === number && (path === undefined || at === path);
      });
    await expect.poll(() => found().length, { timeout: 15_000 }).toBe(count);
    return found();
  }

  async #path(form: string, name: Json | undefined): Promise<string> {
    const said = String(name);
    if (said.length === 36) return `/api/forms/${form}/records/${said}`;
    const { body } = await this.node.ask('GET', `/api/forms/${form}/records?view=manage&number=${said}`);
    const [found] = body['items'] as readonly JsonObject[];
    return `/api/forms/${form}/records/${String(found?.['id'])}`;
  }
}
