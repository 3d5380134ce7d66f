import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Form } from '../../metadata/model.ts';
import type { Rights } from '../auth/rights.ts';
import { openApiDocument } from '../openapi/document.ts';
import { platformActions } from './abilities.ts';
import type { Ask } from './ask.ts';
import { mayAnywhere } from './authorise.ts';
import { pageFile } from './docs-page.ts';
import type { Endpoint } from './endpoint.ts';

interface Made {
  readonly model: string;
  readonly text: string;
  readonly tag: string;
  /** Made when somebody takes it: a hundred forms are two megabytes, zipped a twentieth of it. */
  zipped?: Promise<Uint8Array<ArrayBuffer>>;
}

const zip = promisify(gzip);

/** The API described for whoever asks: only what he may do is in it. */
export function documentEndpoints(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const made = new WeakMap<Rights, Made>();

  function document({ served, principal, host }: Ask): Made {
    const { rights } = principal;
    const known = made.get(rights);
    if (known?.model === served.model.hash) return known;
    const content = openApiDocument({
      version: host.version,
      model: served.model,
      rights,
      endpoints,
      allowed: (endpoint, form) => allowed(endpoint as Endpoint, rights, form),
    });
    const text = JSON.stringify(content);
    const fresh = { model: served.model.hash, text, tag: hash('sha256', text, 'base64url').slice(0, 22) };
    made.set(rights, fresh);
    return fresh;
  }

  return [
    {
      method: 'GET',
      path: '/openapi.json',
      access: 'signed-in',
      operation: 'openapi',
      tag: 'documentation',
      summary: { zh: '您可用的接口（OpenAPI 3.1）', en: 'The API as far as you may use it (OpenAPI 3.1)' },
      handle: async (ask) => {
        const made = document(ask);
        const type = { 'content-type': 'application/json', vary: 'accept-encoding' };
        if (!ask.header('accept-encoding')?.includes('gzip'))
          return { raw: made.text, etag: made.tag, headers: type };
        made.zipped ??= zip(made.text).then((bytes) => new Uint8Array(bytes));
        return { raw: await made.zipped, etag: made.tag, headers: { ...type, 'content-encoding': 'gzip' } };
      },
    },
    {
      method: 'GET',
      path: '/docs',
      access: 'public',
      operation: 'docs',
      tag: 'documentation',
      summary: { zh: '接口文档', en: 'The documentation' },
      handle: () => pageFile('index.html'),
    },
    {
      method: 'GET',
      path: '/docs/:file',
      access: 'public',
      operation: 'docsFile',
      tag: 'documentation',
      summary: { zh: '接口文档的文件', en: 'Files of the documentation' },
      handle: (ask) => pageFile(ask.param('file')),
    },
  ];
}

function allowed({ access }: Endpoint, rights: Rights, form?: Form): boolean {
  if (access === 'public' || access === 'anybody' || access === 'signed-in') return true;
  if (access === 'administers') return rights.administers;
  if (!form) return false;
  const actions =
    'form' in access
      ? [access.form]
      : 'anyOf' in access
        ? access.anyOf
        : [...platformActions, ...form.actions.map(({ name }) => name)].filter((action) => action !== 'read');
  return actions.some((action) => mayAnywhere(rights, form, action));
}
