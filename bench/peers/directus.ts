import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from '../http/hand-record.ts';
import { csvOf } from './csv.ts';
import { peerEnv, ran, rebuilt } from './npm.ts';
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
} from './system.ts';

const token = 'measure-by-measure-token';
const types: Readonly<Record<(typeof kinds)[keyof Item], string>> = {
  text: 'string',
  long: 'text',
  choice: 'string',
  integer: 'integer',
  decimal: 'decimal',
  day: 'date',
  moment: 'timestamp',
  boolean: 'boolean',
};

function fieldOf(name: string, kind: (typeof kinds)[keyof Item]): object {
  const options = choices[name]?.map((value) => ({ text: value, value }));
  const meta = options ? { interface: 'select-dropdown', options: { choices: options } } : {};
  const sized = kind === 'decimal' ? { numeric_precision: 26, numeric_scale: 13 } : {};
  const schema = { is_unique: name === 'number', ...sized };
  return { field: name, type: types[kind], meta, schema };
}

async function makeCollection(send: Send, name: string, accountability: string | null): Promise<void> {
  const key = { is_primary_key: true, has_auto_increment: true };
  const fields = [
    { field: 'id', type: 'integer', meta: { hidden: true }, schema: key },
    ...Object.entries(kinds).map(([field, kind]) => fieldOf(field, kind)),
  ];
  const body = { collection: name, meta: { accountability }, schema: {}, fields };
  await send({ method: 'POST', path: '/collections', body });
}

/** With activity and revisions of each write, as it comes, or without both. */
const directusWith =
  (name: string, accountability: 'all' | null) =>
  ({ installed, data, port, settings }: Place): System => {
    const path = '/items/invoice';
    const env = {
      ...peerEnv(settings),
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DB_CLIENT: 'sqlite3',
      DB_FILENAME: join(data, 'directus.db'),
      KEY: 'b3c1f2de-0000-4000-8000-000000000000',
      SECRET: '0'.repeat(64),
      ADMIN_EMAIL: 'admin@example.com',
      ADMIN_PASSWORD: 'measure by measure',
      ADMIN_TOKEN: token,
      TELEMETRY: 'false',
      PRESSURE_LIMITER_ENABLED: 'false',
      LOG_LEVEL: 'warn',
      EXTENSIONS_PATH: join(data, 'extensions'),
      STORAGE_LOCATIONS: 'local',
      STORAGE_LOCAL_ROOT: join(data, 'uploads'),
    };
    const cli = join(installed, 'node_modules/directus/cli.js');
    const read = (given: unknown): Known & { row: Row } => ({
      id: String(at(given, 'id')),
      row: rowOf(given as Record<string, unknown>),
    });
    return {
      name,
      title: `Directus 12.4.0${accountability === null ? ', no accountability' : ''}`,
      licence: 'MSCL-1.0-GPL (Monospace Sustainable Core License)',
      says: [
        accountability === null
          ? 'nothing kept of a write but the row'
          : 'each write: its activity and a revision, rights of an administrator',
        'decimals are floating numbers on SQLite, searches look at every row, nobody is asked for a revision',
        'its limiter of pressure is off, as it would refuse what is measured; isolated-vm (scripts of flows) is not built',
        'without a licence key 25 collections at most, so no 500 forms',
      ],
      packages: { directus: '12.4.0' },
      async prepare() {
        await rebuilt(installed, 'sqlite3');
        const out = join(installed, 'node_modules/isolated-vm/out');
        mkdirSync(out, { recursive: true });
        writeFileSync(join(out, 'isolated_vm.js'), 'module.exports = { ivm: {} };\n');
      },
      begin: () => ran([process.execPath, cli, 'bootstrap'], { cwd: data, env }),
      launch: () => spawn(process.execPath, [cli, 'start'], { cwd: data, env }),
      ready: '/server/ping',
      signIn: async () => ({ authorization: `Bearer ${token}` }),
      makeTable: (send) => makeCollection(send, 'invoice', accountability),
      create: (item) => ({ method: 'POST', path, body: item }),
      read: ({ id }) => ({ method: 'GET', path: `${path}/${id}` }),
      update: ({ id }, change) => ({ method: 'PATCH', path: `${path}/${id}`, body: change }),
      remove: ({ id }) => ({ method: 'DELETE', path: `${path}/${id}` }),
      list({ status, atLeast, search, sort }) {
        const query = new URLSearchParams({ sort: sort.join(','), limit: '20' });
        const all: object[] = [];
        if (status !== undefined) all.push({ status: { _eq: status } });
        if (atLeast !== undefined) all.push({ amount: { _gte: atLeast } });
        if (all.length > 0) query.set('filter', JSON.stringify({ _and: all }));
        if (search !== undefined) query.set('search', search);
        return { method: 'GET', path: `${path}?${query}` };
      },
      bulk: (items) => ({ method: 'POST', path, body: items }),
      async importRows(send, items) {
        const body = new FormData();
        body.set('file', new Blob([csvOf(items)], { type: 'text/csv' }), 'invoices.csv');
        await send({ method: 'POST', path: '/utils/import/invoice', body });
      },
      async addField(send, field) {
        await send({ method: 'POST', path: '/fields/invoice', body: fieldOf(field, 'text') });
      },
      restarts: false,
      makeForms: null,
      one: (answer) => read(at(answer, 'data')),
      many: (answer) => (at(answer, 'data') as unknown[]).map(read),
    };
  };

export const directus = directusWith('directus', 'all');
export const directusPlain = directusWith('directus-plain', null);
