import { expect, vi } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller } from '../issuing/desk.suite.ts';

/** A setting, in a sentence: what a document says without it and with it, when somebody calls. */
export interface Effect {
  /** Each `form.field`, of rows `form.rows.field`. */
  readonly of: readonly string[];
  readonly says: string;
  readonly without: Json;
  readonly with: Json;
  /** Left to the long run, for what it costs. */
  readonly isLong?: boolean;
  /** Puts the setting, makes the call and answers what the document says. */
  readonly tried: (world: EffectsWorld, isSet: boolean) => Promise<Json>;
}

/** A field without a setting and with it, and what comes of either. */
export interface OffAndOn {
  readonly values: readonly [off: Json, on: Json];
  readonly comes: readonly [off: Json, on: Json];
}

/** What the preview of issuing answers. */
export interface Shown {
  readonly invoices: readonly JsonObject[];
  readonly held: readonly string[];
  /** Codes of what is said of the documents, and of what speaks against their leaving. */
  readonly issues: readonly string[];
  /** Those that keep one back. */
  readonly stops: readonly string[];
  /** The records by which its steps were done. */
  readonly by: readonly JsonObject[];
}

export const taxCode = '3040201010000000000';
export const goodsCode = '1060201010000000000';

/** A line of three for 100 net. */
export const goods = (more: JsonObject = {}): JsonObject => ({
  itemName: '货',
  taxCode: goodsCode,
  rate: '0.13',
  quantity: '3',
  price: '33.3333333333333',
  amount: '100',
  tax: '13',
  gross: '113',
  ...more,
});

export const whole = (count: number, more: JsonObject = {}): JsonObject => {
  const amount = count * 10;
  return goods({
    quantity: String(count),
    price: '10',
    amount: String(amount),
    tax: (amount * 0.13).toFixed(2),
    gross: (amount * 1.13).toFixed(2),
    ...more,
  });
};

export function rowsOf(record: JsonObject | undefined, member: string): readonly JsonObject[] {
  const rows = record?.[member];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

export const each = ({ invoices }: Shown, member: string): Json => invoices.map((one) => one[member] ?? null);

export const ofLines = ({ invoices }: Shown, member: string): Json =>
  invoices.flatMap((one) => rowsOf(one, 'lines').map((line) => line[member] ?? null));

export const buys = (value: string): JsonObject => ({ fact: 'buyerName', operator: 'equal', value });

/** An application that was refused when somebody submitted it, by the code. */
export class Unfit extends Error {}

/** A server with a seller that issues; each buyer is new, so that no rule speaks of another one's documents. */
export class EffectsWorld {
  readonly #node: TestNode;
  readonly desk: ReturnType<typeof deskAt>;
  #names = 0;
  #other: string | undefined;

  private constructor(node: TestNode) {
    this.#node = node;
    this.desk = deskAt(node);
  }

  static async open(url: string): Promise<EffectsWorld> {
    const node = await openTestNode(url, { packages: ['platform', 'basis', 'invoicing'] });
    const world = new EffectsWorld(node);
    await world.desk.simulate();
    for (const key of ['sim_invoice_wait', 'sim_original_bill'])
      await world.desk.set(`sim_not_approval_required/${key}`, 'D');
    const category = { number: goodsCode, name: '文具', rate: '0.13', sharing: 'global' };
    await world.desk.make('tax-category', category);
    return world;
  }

  close(): Promise<void> {
    return this.#node.close();
  }

  get ask(): TestNode['ask'] {
    return this.#node.ask;
  }

  name(): string {
    this.#names += 1;
    return `购方${this.#names}`;
  }

  make(form: string, body: JsonObject): Promise<string> {
    const name = this.name();
    return this.desk.make(form, { number: name, name, ...body });
  }

  async change(form: string, id: string, body: JsonObject): Promise<void> {
    const { revision } = await this.desk.read(form, id);
    const headers = { 'if-match': `"${String(revision)}"` };
    const { status, body: answer } = await this.ask(
      'PATCH',
      `${this.desk.records(form)}/${id}`,
      body,
      headers,
    );
    expect(status, JSON.stringify(answer)).toBe(200);
  }

  /** Ids of an organisation that issues nothing here, and of the one that does. */
  async organisations(): Promise<readonly [other: string, own: string]> {
    const { items } = (await this.ask('GET', '/api/forms/organisation/records')).body;
    const own = String((items as readonly JsonObject[])[0]?.['id']);
    this.#other ??= await this.desk.make('organisation', {
      number: this.name(),
      name: '别处',
      parent: { id: own },
    });
    return [this.#other, own];
  }

  /** An application that an interface brought, or that somebody approved who made it by hand. */
  async application(more: JsonObject): Promise<string> {
    const id = await this.desk.make('invoice-application', {
      dataSource: 'api',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      lines: [goods()],
      ...more,
    });
    for (const action of more['dataSource'] === 'manual' ? ['submit', 'approve'] : []) {
      const { status, body } = await this.desk.act('invoice-application', id, action);
      if (status === 422) throw new Unfit(String(body['code']));
      expect(status, JSON.stringify(body)).toBe(200);
    }
    return id;
  }

  async preview(ids: readonly string[], more: JsonObject = {}): Promise<Shown> {
    const asked = { applications: ids.map((id) => ({ id })), by: 'interface', ...more };
    const { status, body } = await this.ask('POST', '/api/issuing/applications/preview', asked);
    expect(status, JSON.stringify(body)).toBe(200);
    const result = isObject(body['result'] ?? null) ? (body['result'] as JsonObject) : {};
    const issues = [...rowsOf(body, 'issues'), ...rowsOf(body, 'flaws')];
    return {
      invoices: rowsOf(result, 'pendingInvoices'),
      held: result['held'] as readonly string[],
      by: rowsOf(body, 'trace').flatMap(({ by = null }) => (isObject(by) ? [by] : [])),
      stops: issues.filter(({ severity }) => severity === 'stops').map(({ code }) => String(code)),
      issues: [...new Set(issues.map(({ code }) => String(code)))].sort(),
    };
  }

  async shown(...applications: readonly JsonObject[]): Promise<Shown> {
    const ids: string[] = [];
    for (const one of applications) ids.push(await this.application(one));
    return this.preview(ids);
  }

  /** The pending invoice that an application becomes. */
  async made(application: string, push = 'pending'): Promise<JsonObject> {
    const asked = { applications: [{ id: application }], push, by: 'interface' };
    const { status, body } = await this.ask('POST', '/api/issuing/applications', asked);
    expect(status, JSON.stringify(body)).toBe(200);
    const [pending] = rowsOf(body, 'pendingInvoices');
    return this.desk.read('pending-invoice', String(pending?.['id']));
  }

  /** An application becomes two pending invoices, and somebody deletes one. */
  async partly(application: string): Promise<void> {
    const split = { by: 'count', count: 2 };
    const asked = { applications: [{ id: application }], push: 'pending', by: 'interface', split };
    const { status, body } = await this.ask('POST', '/api/issuing/applications', asked);
    expect(status, JSON.stringify(body)).toBe(200);
    const [, second] = rowsOf(body, 'pendingInvoices');
    expect((await this.desk.remove('pending-invoice', String(second?.['id']))).status).toBe(204);
  }

  /** Id of the invoice that an application of an interface becomes. */
  async issued(more: JsonObject): Promise<string> {
    const { id } = await this.made(await this.application(more), 'issue');
    return this.#invoiceOf(String(id));
  }

  /** Id of an invoice that nobody made an application for. */
  async single(more: JsonObject): Promise<string> {
    const id = await this.desk.make('pending-invoice', {
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      ...more,
    });
    const { status, body } = await this.desk.act('pending-invoice', id, 'issue');
    expect(status, JSON.stringify(body)).toBe(200);
    return this.#invoiceOf(id);
  }

  #invoiceOf(pending: string): Promise<string> {
    return vi.waitFor(
      async () => {
        await this.#node.node.run('issue');
        const read = await this.desk.read('pending-invoice', pending);
        expect(read, JSON.stringify(read['failure'])).toMatchObject({ issueStatus: 'issued' });
        return String((read['invoice'] as JsonObject)['id']);
      },
      { timeout: 20_000 },
    );
  }

  async face(invoice: string): Promise<string> {
    return (await this.#node.raw('GET', `/api/issuing/invoices/${invoice}/face`)).text();
  }

  /** The mails to an address, once they have so many invoices. */
  mailsTo(address: string, count: number): Promise<readonly JsonObject[]> {
    const path = `${this.desk.records('invoice-mail')}?view=manage&recipient=${encodeURIComponent(address)}`;
    return vi.waitFor(
      async () => {
        const items = rowsOf((await this.ask('GET', path)).body, 'items');
        const mails = await Promise.all(items.map(({ id }) => this.desk.read('invoice-mail', String(id))));
        expect(mails.flatMap((mail) => rowsOf(mail, 'invoices'))).toHaveLength(count);
        return mails;
      },
      { timeout: 20_000, interval: 50 },
    );
  }

  /** A business type that is issued by accounts of RPA. */
  async byRpa(): Promise<JsonObject> {
    const login = this.name();
    const account = { login, drawer: login, channel: 'rpa', taxNo: seller, online: true };
    await this.make('tax-account', account);
    const businessType = { id: await this.make('business-type', {}) };
    await this.make('business-control', { businessType, channelScope: 'selected', channels: ['rpa'] });
    return businessType;
  }

  /** What comes of applications of a new buyer whom a scheme splits and merges by its own rules. */
  async schemed(
    rules: { readonly split?: JsonObject; readonly merge?: JsonObject; readonly scheme?: JsonObject },
    ...applications: readonly JsonObject[]
  ): Promise<Shown> {
    const buyerName = this.name();
    const splitRule = rules.split && { id: await this.make('split-rule', rules.split) };
    const mergeRule = rules.merge && { id: await this.make('merge-rule', rules.merge) };
    await this.make('processing-scheme', {
      priority: 1,
      condition: buys(buyerName),
      ...(splitRule ? { splitRule } : {}),
      ...(mergeRule ? { mergeRule } : {}),
      ...rules.scheme,
    });
    return this.shown(...applications.map((one) => ({ buyerName, ...one })));
  }

  /** Changes the other settings, and what is answered meanwhile; they are what they were afterwards. */
  async settled<T>(said: JsonObject, meanwhile: () => Promise<T>): Promise<T> {
    const path = '/api/forms/other-settings/record';
    const put = async (body: JsonObject) => {
      const headers = { 'if-match': (await this.ask('GET', path)).headers.get('etag') ?? '' };
      const { status, body: answer } = await this.ask('PATCH', path, body, headers);
      expect(status, JSON.stringify(answer)).toBeLessThan(300);
    };
    const { body: before } = await this.ask('GET', path);
    await put(said);
    const answer = await meanwhile();
    const rows = (value: Json | undefined) =>
      Array.isArray(value) && value.some(isObject)
        ? value.map((row) => ({ id: (row as JsonObject)['id'] ?? null, $delete: true }))
        : null;
    const { body: after } = await this.ask('GET', path);
    const back = Object.keys(said).map((member) => [member, rows(after[member]) ?? before[member] ?? null]);
    await put(Object.fromEntries(back) as JsonObject);
    return answer;
  }
}
