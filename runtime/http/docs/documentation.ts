import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Form } from '../../../metadata/model.ts';
import { takesOf } from '../../call/form-actions.ts';
import { nearForms } from '../../call/near-forms.ts';
import { mayAnywhere, type Rights } from '../../call/rights.ts';
import { Documents, type Made } from '../../model/openapi/documents.ts';
import type { Ask } from '../pipeline/ask.ts';
import { knowsPackages } from '../pipeline/authorise.ts';
import type { Answer, Endpoint, Parameter } from '../pipeline/endpoint.ts';
import { takes } from '../pipeline/headers.ts';
import { parametersWrong, routeUnknown } from '../pipeline/refusals.ts';
import { platformActions } from '../records/describe-form.ts';

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';

/** The files of the documentation: a name that is not here is no file, wherever it points. */
const types: Readonly<Record<string, string>> = {
  'index.html': html,
  'docs.css': 'text/css; charset=utf-8',
  'docs.js': script,
  'begin.js': script,
  'command.js': script,
  'call.js': script,
  'element.js': script,
  'schema.js': script,
  'words.js': script,
};

const read = new Map<string, Promise<{ text: string; tag: string }>>();

/** A file of the documentation page; read once, when somebody asks. */
async function pageFile(name: string): Promise<Answer> {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) throw routeUnknown({ path: `/docs/${name}` });
  const known = read.get(name) ?? load(name);
  read.set(name, known);
  const { text, tag } = await known;
  return { raw: text, etag: tag, headers: { 'content-type': type } };
}

async function load(name: string): Promise<{ text: string; tag: string }> {
  const text = await readFile(new URL(`./${name}`, import.meta.url), 'utf8');
  return { text, tag: hash('sha256', text, 'base64url').slice(0, 22) };
}

const formsAsked: Parameter = {
  name: 'forms',
  summary: {
    zh: '只要这些表单的接口，逗号分隔；默认全部',
    en: 'Only calls of these forms, separated by commas; all by default',
  },
  schema: { type: 'string' },
};

/** The API described for whoever asks: only what he may do is in it. */
export function documentEndpoints(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const documents = new Documents(endpoints);

  function document(ask: Ask): Promise<Made> {
    const { rights } = ask.principal;
    const forms = askedForms(ask);
    return documents.make({
      version: ask.host.edition.version,
      language: ask.language,
      model: ask.served.model,
      actionTakes: takesOf(ask.host.edition.domains),
      tagLabels: Object.assign({}, ...ask.host.edition.domains.map((domain) => domain.tagLabels)),
      rights,
      allowed: (endpoint, form) => allowed(endpoint as Endpoint, rights, form),
      ...(forms && { forms }),
    });
  }

  return [
    {
      method: 'GET',
      path: '/openapi.json',
      access: 'signed-in',
      operation: 'openapi',
      tag: 'documentation',
      summary: {
        zh: '您可用的接口（OpenAPI 3.1）；Accept-Language 为 en 时只用英文说明，否则中英文都有',
        en: 'The API as far as you may use it (OpenAPI 3.1): in English alone where Accept-Language asks for that, else in both languages',
      },
      query: [formsAsked],
      handle: async (ask) => {
        const made = await document(ask);
        const type = { 'content-type': 'application/json', vary: 'accept-encoding, accept-language' };
        if (!takes(ask.header('accept-encoding') ?? '', 'gzip'))
          return { raw: made.text(), etag: made.tag, headers: type };
        return {
          raw: await made.zipped(),
          etag: made.tag,
          headers: { ...type, 'content-encoding': 'gzip' },
        };
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

/** Names of forms there are; one that nobody knows is told rather than left out. */
function askedForms({ query, served, principal }: Ask): ReadonlySet<string> | undefined {
  const text = query.get('forms');
  if (text === null) return undefined;
  const names = text.split(',').map((name) => name.trim());
  const problems = names
    .filter((name) => !served.model.forms.has(name))
    .map((name) => ({
      path: '/forms',
      code: 'form-unknown',
      params: { form: name, near: nearForms(name, served, principal) },
    }));
  if (problems.length > 0) throw parametersWrong({}, problems);
  return new Set(names);
}

function allowed({ access }: Endpoint, rights: Rights, form?: Form): boolean {
  if (access === 'public' || access === 'anybody' || access === 'signed-in') return true;
  if (access === 'administers') return rights.administers;
  if (access === 'provisions') return rights.administers;
  if (access === 'designs') return rights.designs('design');
  if (access === 'packages') return knowsPackages(rights);
  if (!form) return false;
  const actions =
    'form' in access
      ? [access.form]
      : 'anyOf' in access
        ? access.anyOf
        : [...platformActions, ...form.actions.map(({ name }) => name)].filter((action) => action !== 'read');
  return actions.some((action) => mayAnywhere(rights, form, action));
}
