import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'bureau-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The program as the manual starts it; answers where it listens. */
async function begun() {
  const book = join(folder, 'book.jsonl');
  const program = spawn(process.execPath, ['workshop/bureau/main.ts', '--port', '0', '--book', book]);
  const [text] = (await once(program.stdout, 'data')) as [Buffer];
  const [url = ''] = /http:\S+/.exec(String(text)) ?? [];
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    return [answer.status, await answer.json()];
  };
  return { program, ask };
}

it('issues once what is asked twice, keeps its mood, and knows after a restart what it answered', async () => {
  const request = {
    id: 'a',
    sellerTaxNo: '91440300708461136T',
    invoiceType: '08xdp',
    document: { amount: '100' },
  };
  const first = await begun();
  expect(await first.ask('PUT', 'control', { quota: '150', wrong: 1 })).toMatchObject([400, {}]);
  expect(await first.ask('PUT', 'control', { quota: '150' })).toMatchObject([
    200,
    { quota: '150', takes: 0 },
  ]);
  const issued = await first.ask('POST', 'requests', request);
  expect(issued).toMatchObject([200, { state: 'issued', number: expect.stringMatching(/^\d{20}$/) }]);
  expect(await first.ask('POST', 'requests', request)).toEqual(issued);
  expect(await first.ask('POST', 'requests', { ...request, id: 'b' })).toMatchObject([
    200,
    { code: 'quota-short' },
  ]);
  expect(await first.ask('GET', 'taxpayers/91440300708461136T/credit')).toEqual([200, { amount: '50' }]);
  const uses = 'taxpayers/91440300708461136T/invoices/24000001/use';
  expect(await first.ask('GET', uses)).toEqual([200, { deducted: false, entered: false }]);
  await first.ask('POST', 'control/uses', { number: '24000001', deducted: true });
  expect(await first.ask('GET', uses)).toEqual([200, { deducted: true, entered: false }]);
  const entered = { id: 'c', document: { invoiceType: '08xdp', blueInvoiceNo: '24000001' } };
  expect(await first.ask('POST', 'confirmations', entered)).toMatchObject([200, { status: '02' }]);
  first.program.kill('SIGKILL');
  await once(first.program, 'close');
  const second = await begun();
  expect(await second.ask('GET', 'requests/a')).toEqual(issued);
  expect(await second.ask('GET', 'requests/z')).toEqual([404, {}]);
  await second.ask('PUT', 'control', { ahead: 73 });
  expect(await second.ask('GET', 'confirmations/c')).toMatchObject([200, { status: '07' }]);
  second.program.kill();
});
