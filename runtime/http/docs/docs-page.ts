import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Answer } from '../pipeline/endpoint.ts';
import { routeUnknown } from '../pipeline/refusals.ts';

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';

/** All there is: a name that is not here is no file, wherever it points. */
const types: Readonly<Record<string, string>> = {
  'index.html': html,
  'docs.css': 'text/css; charset=utf-8',
  'docs.js': script,
  'call.js': script,
  'element.js': script,
  'schema.js': script,
  'words.js': script,
};

const read = new Map<string, Promise<{ text: string; tag: string }>>();

/** A file of the documentation page; read once, when somebody asks. */
export async function pageFile(name: string): Promise<Answer> {
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
