import { expect, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import type { TestNode } from '../../server/test-node.suite.ts';
import { license } from './license.suite.ts';

export const seller = '91440300708461136T';
const buyer = '91500023MA0000001M';

/** A line as most tests issue it. */
export const serviceLine = {
  itemName: '服务费',
  taxCode: '3040000000000000000',
  rate: '0.06',
  quantity: '2',
  price: '100',
  amount: '200',
  tax: '12',
  gross: '212',
};

/** Answers the doings of somebody who issues invoices, through the public door. */
export function deskAt(node: Pick<TestNode, 'ask'> & Partial<Pick<TestNode, 'node'>>) {
  const records = (form: string) => `/api/forms/${form}/records`;
  const desk = {
    records,
    /** Its seller has a licence, and what it issues is simulated. */
    async simulate() {
      const path = `/api/params/all_ele_mock_invoice/${seller}`;
      const { status, body } = await node.ask('PUT', path, { value: true }, { 'guiju-reason': 'test' });
      expect(status, JSON.stringify(body)).toBeLessThan(300);
      await license(node, seller);
    },
    /** Its seller has a licence, and an account of Leqi behind such an address; answers the id of the channel. */
    async connect(url: string, more: JsonObject = {}) {
      await license(node, seller);
      await allowHost(node, url);
      const account = { online: true, login: 'a', drawer: '李开票' };
      await desk.make('tax-account', { name: '乐企', channel: 'leqi', taxNo: seller, ...account });
      return desk.make('channel', { name: '乐企直连', channelKind: 'leqi', url, patience: 2, ...more });
    },
    /** Sets a parameter, by `type/key`; null takes its value away. */
    async set(parameter: string, value: JsonObject[string]) {
      const path = `/api/params/${parameter}`;
      const own = (await node.ask('GET', path)).body['own'] as readonly JsonObject[] | undefined;
      if (value === null && !own?.[0]) return;
      const seen = own?.[0] ? { 'if-match': `"${String(own[0]['revision'])}"` } : {};
      const said = { 'guiju-reason': 'test', ...seen };
      const { status, body } =
        value === null
          ? await node.ask('DELETE', path, undefined, said)
          : await node.ask('PUT', path, { value }, said);
      expect(status, JSON.stringify(body)).toBeLessThan(300);
    },
    async make(form: string, body: JsonObject) {
      const { status, body: made } = await node.ask('POST', records(form), body);
      expect(status, JSON.stringify(made)).toBe(201);
      return String(made['id']);
    },
    async read(form: string, id: string) {
      return (await node.ask('GET', `${records(form)}/${id}?view=manage`)).body;
    },
    async act(form: string, id: string, action: string, body: JsonObject = {}) {
      const path = `${records(form)}/${id}/actions/${action}`;
      for (;;) {
        const { revision } = await desk.read(form, id);
        const answer = await node.ask('POST', path, body, { 'if-match': `"${revision}"` });
        // A file of an invoice may come between the two: whoever reads it again sees it.
        if (answer.status !== 412 || form !== 'invoice') return answer;
      }
    },
    async approved(more: JsonObject) {
      const id = await desk.make('invoice-application', {
        buyerName: '买方',
        invoiceType: '10xdp',
        sellerTaxNo: seller,
        // A special invoice is issued to nobody else than a company.
        ...(more['invoiceType'] === '08xdp' || more['invoiceType'] === '004' ? { buyerTaxNo: buyer } : {}),
        ...more,
      });
      for (const action of ['submit', 'approve']) {
        const { status, body } = await desk.act('invoice-application', id, action);
        expect(status, JSON.stringify(body)).toBe(200);
      }
      return id;
    },
    async pendingOf(application: string): Promise<readonly JsonObject[]> {
      const path = `${records('pending-invoice')}?view=manage&application=${application}&sort=number`;
      const { body } = await node.ask('GET', path);
      const items = body['items'] as readonly JsonObject[];
      return Promise.all(items.map(({ id }) => desk.read('pending-invoice', String(id))));
    },
    async remove(form: string, id: string) {
      const { revision } = await desk.read(form, id);
      return node.ask('DELETE', `${records(form)}/${id}`, undefined, { 'if-match': `"${revision}"` });
    },
    /** Id of the invoice that an application becomes. */
    async invoiced(more: JsonObject) {
      const id = await desk.approved(more);
      const { status, body } = await desk.act('invoice-application', id, 'issue');
      expect(status, JSON.stringify(body)).toBe(200);
      // Another node may have it in hand.
      const [pending] = await vi.waitFor(
        async () => {
          await node.node?.run('issue');
          const found = await desk.pendingOf(id);
          expect(found[0]).toMatchObject({ issueStatus: 'issued' });
          return found;
        },
        { timeout: 20_000 },
      );
      const invoice = pending?.['invoice'] as JsonObject | undefined;
      return String(invoice?.['id']);
    },
  };
  return desk;
}
