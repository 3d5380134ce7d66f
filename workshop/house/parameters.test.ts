import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'metadata/packages/invoicing');

interface Definition {
  readonly type: string;
  readonly params: readonly { readonly key?: string; readonly dimension?: string }[];
}

const isTest = (path: string) => /\.(test|suite)\.ts$/.test(path);
/** They try the spelling and the inheritance of parameters, whatever these mean. */
const ofSpelling = /^(runtime\/(http\/params|model|server|params)|rules\/params|e2e\/(param|change|table))/;
const paths = ['rules', 'runtime', 'ui', 'e2e'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(room, path)),
);
const text = (some: readonly string[]) =>
  some.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');
const panels = readdirSync(join(folder, 'forms'))
  .flatMap((file) => {
    const said = readFileSync(join(folder, 'forms', file), 'utf8');
    return said.match(/"opt(?:In|Out)": \[[^\]]*\]/g) ?? [];
  })
  .join('\n');
const code = text(paths.filter((path) => !isTest(path)));
const walks = text(paths.filter((path) => isTest(path) && !ofSpelling.test(path)));

const parameters = readdirSync(join(folder, 'params')).flatMap((file) => {
  const { type, params } = JSON.parse(readFileSync(join(folder, 'params', file), 'utf8')) as Definition;
  return params.map(({ key }) => ({ type, key: key ?? null }));
});

const nameOf = ({ type, key }: (typeof parameters)[number]) => (key === null ? type : `${type}/${key}`);

function isNamed({ type, key }: (typeof parameters)[number], where: string): boolean {
  if (key === null) return new RegExp(`['"\`/]${type}['"\`/]`).test(where);
  if ([`${type}/${key}`, `'${type}', '${key}'`].some((one) => where.includes(one))) return true;
  // Keys of system parameters are words that fields have, too.
  return type !== 'system' && where.includes(`'${type}'`) && where.includes(`'${key}'`);
}

it('every parameter is read by code', () => {
  const unread = parameters.filter((one) => !isNamed(one, code) && !isNamed(one, panels)).map(nameOf);
  expect(unread).toEqual([]);
});

it('every parameter is walked by a test to what changes by it', () => {
  const unwalked = parameters.filter((one) => !isNamed(one, walks)).map(nameOf);
  expect(unwalked).toEqual([]);
});
