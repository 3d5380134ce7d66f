import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Item } from '../http/hand-record.ts';
import { csvOf } from './csv.ts';
import {
  at,
  choices,
  type Known,
  kinds,
  type Place,
  type Row,
  rowOf,
  type Send,
  type System,
  searched,
} from './system.ts';

const password = 'measure by measure';
const root = fileURLToPath(new URL('../..', import.meta.url));
const label = (text: string) => ({ zh: text, en: text });

const types: Readonly<Record<(typeof kinds)[keyof Item], object>> = {
  text: { kind: 'text', length: 200 },
  long: { kind: 'multiline', length: 1000 },
  choice: { kind: 'choice' },
  integer: { kind: 'integer' },
  decimal: { kind: 'decimal', precision: 26, scale: 13 },
  day: { kind: 'date' },
  moment: { kind: 'datetime' },
  boolean: { kind: 'boolean' },
};

function fieldOf(name: string, kind: (typeof kinds)[keyof Item]): object {
  const options = choices[name]?.map((value) => ({ value, label: label(value) }));
  const more = options ? { options } : {};
  return {
    name,
    label: label(name),
    ...types[kind],
    ...more,
    ...(name === 'number' ? { required: true } : {}),
  };
}

const columns = Object.entries(kinds).map(([name, kind]) => fieldOf(name, kind));

function form(name: string, fields: readonly object[] = columns): object {
  const list = { columns: ['number', 'name', 'status', 'amount'], filters: ['status'], search: searched };
  const sharing = { allowed: ['private', 'global'], default: 'private' };
  return { name, kind: 'document', label: label(name), fields, sharing, list };
}

async function publish(send: Send, name: string, minor: number, forms: readonly object[]): Promise<void> {
  const manifest = {
    name,
    version: `1.${minor}.0`,
    peerDependencies: { platform: '^1.0.0' },
    guiju: { prefix: name.slice(0, 1) + name.slice(-1), label: label(name) },
  };
  const files: Record<string, object> = { 'package.json': manifest };
  for (const one of forms) files[`forms/${String(at(one, 'name'))}.json`] = one;
  const packages = [{ files }];
  const plan = await send({ method: 'POST', path: '/api/model/plan', body: { packages } });
  await send({ method: 'POST', path: '/api/model/apply', body: { packages, hash: at(plan, 'hash') } });
}

/** The product as people start it: its standard packages, its rights, its history and its index of texts. */
export function guiju({ data, port }: Place): System {
  const path = '/api/forms/bench-invoice/records';
  const added: object[] = [];
  const read = (given: unknown): Known & { row: Row } => ({
    id: String(at(given, 'id')),
    revision: Number(at(given, 'revision')),
    row: rowOf(given as Record<string, unknown>),
  });
  const held = ({ revision }: Known) => ({ 'if-match': `"${revision}"` });
  return {
    name: 'guiju',
    title: 'Guiju',
    licence: 'Apache-2.0',
    says: [
      'each write: rights by organisation, rules of the form, optimistic lock, full history, feed of changes',
      'decimals exact, searches by an index of texts',
    ],
    packages: {},
    launch: () =>
      spawn(process.execPath, ['boot.mjs', 'start', '--no-demo'], {
        cwd: root,
        env: {
          ...process.env,
          GUIJU_HOME: data,
          PORT: String(port),
          HOST: '127.0.0.1',
          LOG_LEVEL: 'warn',
          GUIJU_ADMIN_PASSWORD: password,
        },
      }),
    ready: '/readyz',
    async signIn(send) {
      const body = { user: 'admin', password };
      const { token } = (await send({ method: 'POST', path: '/api/session', body })) as { token: string };
      return { authorization: `Bearer ${token}`, 'accept-language': 'en' };
    },
    makeTable: (send) => publish(send, 'bench', 0, [form('bench-invoice')]),
    create: (item) => ({ method: 'POST', path, body: item }),
    read: ({ id }) => ({ method: 'GET', path: `${path}/${id}` }),
    update: (known, change) => ({
      method: 'PATCH',
      path: `${path}/${known.id}`,
      body: change,
      headers: held(known),
    }),
    remove: (known) => ({ method: 'DELETE', path: `${path}/${known.id}`, headers: held(known) }),
    list({ status, atLeast, search, sort }) {
      const query = new URLSearchParams({ sort: sort.join(','), limit: '20' });
      if (status !== undefined) query.set('status', status);
      if (atLeast !== undefined) query.set('amount[gte]', atLeast);
      if (search !== undefined) query.set('q', search);
      return { method: 'GET', path: `${path}?${query}` };
    },
    bulk: (items) => ({
      method: 'POST',
      path: '/api/forms/bench-invoice/batch',
      body: { atomic: true, items: items.map((body) => ({ op: 'create', body })) },
    }),
    async importRows(send, items) {
      const job = await send({
        method: 'POST',
        path: '/api/forms/bench-invoice/import',
        body: new Blob([csvOf(items)], { type: 'text/csv' }),
      });
      for (;;) {
        const now = await send({ method: 'GET', path: `/api/jobs/${String(at(job, 'id'))}` });
        if (at(now, 'status') === 'failed' || Number(at(now, 'failed') ?? 0) > 0)
          throw new Error(JSON.stringify(now).slice(0, 800));
        if (at(now, 'status') === 'done') return;
        await sleep(20);
      }
    },
    async addField(send, name) {
      added.push(fieldOf(name, 'text'));
      await publish(send, 'bench', added.length, [form('bench-invoice', [...columns, ...added])]);
    },
    restarts: false,
    /** A request takes at most 100,000 values, so a hundred forms are a package. */
    async makeForms(send, count) {
      for (let from = 0; from < count; from += 100) {
        const own = Array.from({ length: Math.min(100, count - from) }, (_, nth) =>
          form(`more-${from + nth}`),
        );
        await publish(send, `more${from / 100}`, 0, own);
      }
    },
    one: read,
    many(answer) {
      const items = at(answer, 'items') as readonly unknown[];
      return items.map((item) => read(at(item, 'record') ?? item));
    },
  };
}
