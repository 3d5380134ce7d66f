import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { Hono } from 'hono';
import { v7 as newId } from 'uuid';
import type { Item } from './hand-record.ts';

/**
 * A server by hand for one table: no sign-in, no rights, no metadata, everything known beforehand. For each
 * write it does the same durable work as ours: row, history, revision, one transaction. It is what ours is
 * measured against, so it answers the same bytes.
 */
export interface HandStore {
  read(id: string): Promise<object | undefined> | object | undefined;
  list(status: string): Promise<object[]> | object[];
  /** Answers the record; throws when the number is taken. */
  insert(id: string, item: Item, at: string): Promise<object> | object;
  /** Undefined when the revision is not that any more. */
  update(
    id: string,
    change: Partial<Item>,
    revision: number,
    at: string,
  ): Promise<object | undefined> | object | undefined;
}

const text = (maxLength: number) => ({ type: ['string', 'null'], maxLength });
const decimal = { type: ['string', 'null'], pattern: '^-?\\d{1,16}(\\.\\d{1,13})?$' };
const date = { type: ['string', 'null'], format: 'date' };
const flag = { type: ['boolean', 'null'] };
const properties = {
  number: { type: 'string', maxLength: 40 },
  name: { type: 'string', maxLength: 100 },
  status: { enum: ['draft', 'open', 'paid', 'late', 'void'] },
  channel: { enum: ['leqi', 'rpa', 'tax', null] },
  priority: { type: ['integer', 'null'] },
  amount: decimal,
  tax: decimal,
  rate: decimal,
  quantity: decimal,
  signedOn: date,
  dueOn: date,
  sentAt: { type: ['string', 'null'], format: 'date-time' },
  paper: flag,
  urgent: flag,
  buyerTaxNo: text(20),
  buyerName: text(200),
  phone: text(40),
  email: text(255),
  place: text(60),
  remark: text(1000),
};

export function serveByHand(store: HandStore, port: number): void {
  const ajv = new Ajv({ allErrors: true });
  formats.default(ajv);
  const whole = ajv.compile({
    type: 'object',
    properties,
    required: ['number', 'name', 'status'],
    additionalProperties: false,
  });
  const part = ajv.compile({ type: 'object', properties, additionalProperties: false });
  const app = new Hono();
  app.get('/items/:id', async (c) => {
    const found = await store.read(c.req.param('id'));
    return found ? c.json(found) : c.notFound();
  });
  app.get('/items', async (c) =>
    c.json({ items: await store.list(c.req.query('status') ?? ''), next: null }),
  );
  app.post('/items', async (c) => {
    const body = await c.req.json<Item>();
    if (!whole(body)) return c.json({ errors: whole.errors }, 422);
    return c.json(await store.insert(newId(), body, new Date().toISOString()), 201);
  });
  app.patch('/items/:id', async (c) => {
    const body = await c.req.json<Partial<Item>>();
    if (!part(body)) return c.json({ errors: part.errors }, 422);
    const revision = Number(/\d+/.exec(c.req.header('if-match') ?? '')?.[0] ?? Number.NaN);
    const changed = await store.update(c.req.param('id'), body, revision, new Date().toISOString());
    return changed ? c.json(changed) : c.json({ code: 'conflict' }, 412);
  });
  createServer(getRequestListener(app.fetch)).listen(port, '127.0.0.1');
}
