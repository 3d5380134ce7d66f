import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { compile } from './compile.ts';
import { sample } from './sample.suite.ts';
import { readSourceFiles } from './source-files.ts';

const manifest = sample['shop']?.['package.json'] ?? null;
const read = (files: Readonly<Record<string, Json>>) => readSourceFiles(new Map(Object.entries(files)));
const said = (files: Readonly<Record<string, Json>>) =>
  read(files).issues.map(({ file, pointer, code, severity }) => `${severity} ${file}#${pointer} ${code}`);

describe('the files of a package', () => {
  it('are found by folder, in the order of their names', () => {
    const { source, issues } = read({
      'messages/b.json': {},
      'messages/a.json': {},
      'package.json': manifest,
      'README.md': '',
    });
    expect(issues).toEqual([]);
    expect(source?.messages.map(({ file }) => file)).toEqual(['messages/a.json', 'messages/b.json']);
    expect(source?.manifest.name).toBe('shop');
  });

  it.each<[string, Readonly<Record<string, Json>>, readonly string[]]>([
    ['without a manifest there is nothing', {}, ['error package.json# no-manifest']],
    [
      'a manifest has a guiju section',
      { 'package.json': { name: 'x', version: '1.0.0' } },
      ['error package.json# schema-required'],
    ],
    ['a manifest is an object', { 'package.json': [] }, ['error package.json# schema-object']],
    [
      'of what is no package the manifest is wrong, not every file',
      { 'package.json': { name: 'x', version: '1.0.0' }, 'tsconfig.json': {}, 'src/a.json': {} },
      ['error package.json# schema-required'],
    ],
    [
      'what npm would run has no place in it, and what says nothing is none',
      {
        'package.json': {
          ...(manifest as JsonObject),
          scripts: { postinstall: 'x' },
          main: 'x.js',
          dependencies: {},
        },
      },
      ['error package.json#/scripts manifest-runs', 'error package.json#/main manifest-runs'],
    ],
    [
      'which servers it fits is said in one place, and told where somebody writes it in another',
      { 'package.json': { ...(manifest as JsonObject), engines: { node: '>=1', guiju: '>=2' } } },
      ['warning package.json#/engines/guiju engines-unread'],
    ],
    [
      'what lies elsewhere is told',
      {
        'package.json': manifest,
        'form/x.json': {},
        'forms/x.js': '',
        '../forms/x.json': {},
        'forms/sub/x.json': {},
      },
      ['form/x.json', 'forms/x.js', '../forms/x.json', 'forms/sub/x.json'].map(
        (file) => `warning ${file}# stray-file`,
      ),
    ],
  ])('%s', (_says, files, issues) => {
    expect(said(files)).toEqual(issues);
  });

  it('in a folder of another name are told with the one that is meant', () => {
    const { issues } = read({ 'package.json': manifest, 'form/x.json': {}, 'x.json': {}, 'src/x.json': {} });
    expect(issues.map(({ params }) => params['near'])).toEqual([['forms'], [], []]);
  });
});

describe('the platform', () => {
  const folder = new URL('../packages/platform/', import.meta.url);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.json'),
  );
  const files = Object.fromEntries(
    paths.map((path) => [path, JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Json]),
  );

  it('is a package like any other', () => {
    const { source, issues } = read(files);
    expect(issues).toEqual([]);
    const { model, issues: found } = compile(source ? [source] : []);
    expect(found).toEqual([]);
    expect([...(model?.forms.keys() ?? [])]).toEqual([
      'allowed-host',
      'apollo-app',
      'change-set',
      'job',
      'organisation',
      'parameter-value',
      'role',
      'saved-view',
      'sign-in-provider',
      'tenant-settings',
      'token',
      'user',
      'work-calendar',
    ]);
  });
});
