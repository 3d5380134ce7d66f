import { expect } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { TestNode } from '../../server/test-node.suite.ts';

/** Asks in somebody's name. */
export type Asking = Pick<TestNode, 'ask' | 'raw'>;

export const bills = '/api/forms/image-bill/records';
export const scanned = '/api/forms/scan-page/records';

type Headers = Readonly<Record<string, string>>;

/** Brings a file to a field, whole. */
export async function sent(
  { raw }: Asking,
  place: { readonly form: string; readonly field: string; readonly name: string },
  bytes: Uint8Array,
  headers: Headers = {},
): Promise<string> {
  const words = Object.entries({ filename: place.name, field: place.field }).map(
    ([word, said]) => `${word} ${Buffer.from(said).toString('base64')}`,
  );
  const begun = await raw('POST', `/api/forms/${place.form}/uploads`, new Uint8Array(bytes), {
    'tus-resumable': '1.0.0',
    'upload-length': String(bytes.length),
    'upload-metadata': words.join(','),
    'content-type': 'application/offset+octet-stream',
    ...headers,
  });
  expect(begun.status).toBe(201);
  return begun.headers.get('location')?.split('/').at(-1) ?? '';
}

/** A stack that was brought and not read yet. */
export async function stackOf(node: Asking, bytes: Uint8Array, name = 'stack.pdf'): Promise<string> {
  const file = { id: await sent(node, { form: 'scan-stack', field: 'file', name }, bytes) };
  const made = await node.ask('POST', '/api/forms/scan-stack/records', { file });
  expect(made.status).toBe(201);
  return String(made.body['id']);
}

/** A job once it is over. */
export async function over({ ask }: Pick<Asking, 'ask'>, job: JsonObject): Promise<JsonObject> {
  let now = job;
  await expect
    .poll(
      async () => {
        now = (await ask('GET', `/api/jobs/${String(job['id'])}`)).body;
        return now['status'];
      },
      { timeout: 60_000 },
    )
    .toMatch(/done|failed/);
  return now;
}

export async function readStack(node: Asking, stack: string): Promise<JsonObject> {
  const begun = await node.ask('POST', `/api/imaging/stacks/${stack}/read`, {});
  expect(begun.status).toBe(202);
  return over(node, begun.body);
}

/** A page as people see it: the number of its bill, or why it waits. */
export interface SeenPage {
  readonly id: string;
  readonly goes: string;
  readonly page: number;
  readonly record: JsonObject;
}

export async function pagesOfStack(
  { ask }: Pick<Asking, 'ask'>,
  stack: string,
): Promise<readonly SeenPage[]> {
  const { body } = await ask('GET', `${scanned}?stack=${stack}&view=manage&sort=page&limit=500`);
  return (body['items'] as readonly JsonObject[]).map((record) => {
    const bill = record['bill'] as JsonObject | null;
    const goes = bill ? String(bill['number']) : `?${String(record['why'])}`;
    const state = record['state'] === 'landed' ? '!' : '';
    return { id: String(record['id']), goes: goes + state, page: Number(record['page']), record };
  });
}

/** A bill with its code that waits for images at its upload node. */
export async function waitingBill({ ask }: Pick<Asking, 'ask'>, values: JsonObject): Promise<JsonObject> {
  const made = await ask('POST', bills, { application: 'A', billType: 'scan', ...values });
  expect(made.status).toBe(201);
  return act({ ask }, await act({ ask }, made.body, 'give-code'), 'submit');
}

export async function act(
  { ask }: Pick<Asking, 'ask'>,
  bill: JsonObject,
  action: string,
  params = {},
): Promise<JsonObject> {
  const path = `${bills}/${String(bill['id'])}`;
  const { headers } = await ask('GET', path);
  const etag = { 'if-match': headers.get('etag') ?? '' };
  const done = await ask('POST', `${path}/actions/${action}`, params, etag);
  expect([action, done.status]).toEqual([action, 200]);
  return done.body;
}
