import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { at, type Known, type Place, type Row, rowOf, type System } from './system.ts';

/** node:http and node:sqlite, and nothing of what the others are for. */
export function bare({ data, port }: Place): System {
  const read = (given: unknown): Known & { row: Row } => ({
    id: String(at(given, 'id')),
    row: rowOf(given as Record<string, unknown>),
  });
  const rows = (items: readonly unknown[]) => ({ method: 'POST', path: '/bulk', body: items }) as const;
  return {
    name: 'bare',
    title: 'bare node:http + node:sqlite',
    licence: 'part of Guiju’s bench',
    says: ['no sign-in, rights, checks, history, forms'],
    packages: {},
    launch: () =>
      spawn(process.execPath, [
        '--disable-warning=ExperimentalWarning',
        fileURLToPath(new URL('./bare-main.ts', import.meta.url)),
        join(data, 'bare.db'),
        String(port),
      ]),
    ready: '/items',
    signIn: async () => ({}),
    makeTable: async () => {},
    create: (item) => ({ method: 'POST', path: '/items', body: item }),
    read: ({ id }) => ({ method: 'GET', path: `/items/${id}` }),
    update: ({ id }, change) => ({ method: 'PATCH', path: `/items/${id}`, body: change }),
    remove: ({ id }) => ({ method: 'DELETE', path: `/items/${id}` }),
    list({ status, atLeast, search, sort }) {
      const query = new URLSearchParams({ sort: sort.join(',') });
      for (const [name, value] of Object.entries({ status, atLeast, search }))
        if (value !== undefined) query.set(name, value);
      return { method: 'GET', path: `/items?${query}` };
    },
    bulk: rows,
    importRows: null,
    async addField(send, name) {
      await send({ method: 'POST', path: `/fields/${name}` });
    },
    restarts: false,
    makeForms: null,
    one: read,
    many: (answer) => (answer as unknown[]).map(read),
  };
}
