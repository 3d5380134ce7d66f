import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Item } from '../http/hand-record.ts';
import { peerEnv } from './npm.ts';
import { at, choices, type Known, kinds, type Place, type Row, rowOf, type System } from './system.ts';

const types: Readonly<Record<(typeof kinds)[keyof Item], string>> = {
  text: 'string',
  long: 'text',
  choice: 'enumeration',
  integer: 'integer',
  decimal: 'decimal',
  day: 'date',
  moment: 'datetime',
  boolean: 'boolean',
};

const packages = { '@strapi/strapi': '5.54.0', 'better-sqlite3': '13.2.0' };

/** Strapi keeps `status` for itself. */
const theirs = (name: string) => (name === 'status' ? 'state' : name);

function attributeOf(name: string, kind: (typeof kinds)[keyof Item]): object {
  const options = choices[name];
  return {
    type: types[kind],
    ...(options ? { enum: options } : {}),
    ...(name === 'number' ? { required: true, unique: true } : {}),
  };
}

const attributes = Object.fromEntries(
  Object.entries(kinds).map(([name, kind]) => [theirs(name), attributeOf(name, kind)]),
);

function written(item: Partial<Item>): object {
  return { data: Object.fromEntries(Object.entries(item).map(([name, value]) => [theirs(name), value])) };
}

const config: Readonly<Record<string, string>> = {
  'config/admin.js': `module.exports = {
  auth: { secret: 'measure' }, apiToken: { salt: 'measure' }, transfer: { token: { salt: 'measure' } },
  serveAdminPanel: false,
};`,
  'config/database.js': `module.exports = {
  connection: {
    client: 'sqlite', connection: { filename: process.env.DATABASE_FILENAME }, useNullAsDefault: true,
  },
};`,
  'config/middlewares.js': `module.exports = ['strapi::errors', 'strapi::security', 'strapi::cors', 'strapi::query',
  'strapi::body', 'strapi::session', 'strapi::favicon', 'strapi::public'];`,
  'config/plugins.js': "module.exports = { 'users-permissions': { enabled: false } };",
  'config/server.js': `module.exports = {
  host: '127.0.0.1', port: Number(process.env.PORT), app: { keys: ['measure', 'again'] },
  logger: { startup: { enabled: false } },
};`,
  'src/index.js': `const { existsSync, writeFileSync } = require('node:fs');
module.exports = {
  async bootstrap({ strapi }) {
    if (existsSync('token')) return;
    const made = await strapi.service('admin::api-token').create({
      name: 'measure', description: '', type: 'full-access', lifespan: null, kind: 'content-api',
    });
    writeFileSync('token', made.accessKey);
  },
};`,
};

/** A table is a folder of files, read at the start. */
function writeType(data: string, name: string, more: object = {}): void {
  const uid = `api::${name}.${name}`;
  const schema = {
    kind: 'collectionType',
    collectionName: `${name}s`,
    info: { singularName: name, pluralName: `${name}s`, displayName: name },
    options: { ['draftAndPublish']: false },
    attributes: { ...attributes, ...more },
  };
  const core = (part: string) =>
    `module.exports = require('@strapi/strapi').factories.createCore${part}('${uid}');\n`;
  write(data, {
    [`src/api/${name}/content-types/${name}/schema.json`]: JSON.stringify(schema),
    [`src/api/${name}/controllers/${name}.js`]: core('Controller'),
    [`src/api/${name}/routes/${name}.js`]: core('Router'),
    [`src/api/${name}/services/${name}.js`]: core('Service'),
  });
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** As it runs in production: tables are files, and a server of its own is started for each change of them. */
export function strapi({ installed, data, port, settings }: Place): System {
  const path = '/api/invoices';
  const added: Record<string, object> = {};
  const env = { ...peerEnv(settings), PORT: String(port), DATABASE_FILENAME: join(data, 'strapi.db') };
  const cli = join(installed, 'node_modules/@strapi/strapi/bin/strapi.js');
  const read = (given: unknown): Known & { row: Row } => ({
    id: String(at(given, 'documentId')),
    row: rowOf({ ...(given as Record<string, unknown>), status: at(given, 'state') }),
  });
  return {
    name: 'strapi',
    title: 'Strapi 5.54.0',
    licence: 'MIT, its folders `ee` under the Strapi Enterprise licence',
    says: [
      'each write: its validation and a token of full access; no history, no revision is asked for',
      'decimals are floating numbers, searches look at every row',
      'a new field and new tables are files and another start, which is in their numbers',
      'no call makes many records or imports a table; plugin users-permissions off, admin pages not served',
    ],
    packages,
    async begin() {
      const manifest = { name: 'measure', version: '1.0.0', dependencies: packages, strapi: { uuid: false } };
      write(data, { 'package.json': JSON.stringify(manifest), 'public/uploads/.gitkeep': '', ...config });
      writeType(data, 'invoice');
    },
    launch: () => spawn(process.execPath, [cli, 'start'], { cwd: data, env }),
    ready: '/_health',
    signIn: async () => ({ authorization: `Bearer ${readFileSync(join(data, 'token'), 'utf8')}` }),
    makeTable: async () => {},
    create: (item) => ({ method: 'POST', path, body: written(item) }),
    read: ({ id }) => ({ method: 'GET', path: `${path}/${id}` }),
    update: ({ id }, change) => ({ method: 'PUT', path: `${path}/${id}`, body: written(change) }),
    remove: ({ id }) => ({ method: 'DELETE', path: `${path}/${id}` }),
    list({ status, atLeast, search, sort }) {
      const query = new URLSearchParams({ 'pagination[pageSize]': '20', 'pagination[withCount]': 'false' });
      for (const [nth, key] of sort.entries())
        query.set(`sort[${nth}]`, key.startsWith('-') ? `${theirs(key.slice(1))}:desc` : theirs(key));
      if (status !== undefined) query.set('filters[state][$eq]', status);
      if (atLeast !== undefined) query.set('filters[amount][$gte]', atLeast);
      if (search !== undefined) query.set('_q', search);
      return { method: 'GET', path: `${path}?${query}` };
    },
    bulk: null,
    importRows: null,
    async addField(_, name) {
      added[name] = attributeOf(name, 'text');
      writeType(data, 'invoice', added);
    },
    restarts: true,
    async makeForms(_, count) {
      for (let nth = 0; nth < count; nth += 1) writeType(data, `more-${nth}`);
    },
    one: (answer) => read(at(answer, 'data')),
    many: (answer) => (at(answer, 'data') as unknown[]).map(read),
  };
}
