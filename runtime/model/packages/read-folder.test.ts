import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageFolders, readPackageFolder } from './read-folder.ts';

describe('a folder of a package', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-folder-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const read = () => {
    const { files, issues } = readPackageFolder(folder);
    return [[...files.keys()], issues.map(({ file, code }) => `${file} ${code}`)];
  };

  it('is its JSON files; hidden ones, links and dependencies are left alone', () => {
    for (const path of ['package.json', 'forms/a.json', '.git/b.json', 'node_modules/c/d.json', 'read.md'])
      put(path, '{}');
    symlinkSync('/etc/hostname', join(folder, 'e.json'));
    expect(read()).toEqual([['forms/a.json', 'package.json'], []]);
  });

  it('tells every file that somebody may take for one of it', () => {
    for (const path of [
      'package.json',
      'forms/a.json',
      'forms/README.md',
      'docs/x.js',
      'y.js',
      'data/files/p.png',
    ])
      put(path, '{}');
    for (const path of ['forms/b.JSON', 'forms/x.js', 'data/deep/y.txt', 'Package.Json']) put(path, '{}');
    const found = readPackageFolder(folder).issues.map(
      ({ file, code, severity }) => `${severity} ${file} ${code}`,
    );
    expect(found.toSorted()).toEqual(
      ['Package.Json', 'data/deep/y.txt', 'forms/b.JSON', 'forms/x.js'].map(
        (file) => `warning ${file} stray-ending`,
      ),
    );
  });

  it('tells every file that is no JSON, and reads the others', () => {
    put('forms/a.json', '{');
    put('forms/b.json', '{}');
    put('forms/c.json', '[1,]');
    expect(read()).toEqual([['forms/b.json'], ['forms/a.json json-syntax', 'forms/c.json json-syntax']]);
  });

  it('is told of members that one object has twice, which would be lost without a word', () => {
    put('forms/a.json', '{ "fields": [{ "name": "a" },\n { "name": "b", "kind": "text",\n "name": "c" }] }');
    put(
      'forms/b.json',
      '{ "a/b": { "\\u0061": 1, "x": { "a": 2 }, "a": "\\"a\\": {" }, "c": ["a", "a"], "a/b": 1 }',
    );
    put('forms/c.json', '{ "name": { "name": ["name", { "name": 1 }] } }');
    const { issues } = readPackageFolder(folder);
    expect(issues.map(({ code, file, pointer, params }) => [code, file, pointer, params['line']])).toEqual([
      ['json-member-twice', 'forms/a.json', '/fields/1/name', 3],
      ['json-member-twice', 'forms/b.json', '/a~1b/a', 1],
      ['json-member-twice', 'forms/b.json', '/a~1b', 1],
    ]);
  });

  it('is refused what is too large, too deep or too much', () => {
    put('large.json', `"${'x'.repeat(8 * 1024 * 1024)}"`);
    put('1/2/3/4/5/6/deep.json', '{}');
    put('1/2/3/4/5/6/7/deeper.json', '{}');
    expect(read()).toEqual([
      ['1/2/3/4/5/6/deep.json'],
      ['1/2/3/4/5/6/7 package-too-deep', 'large.json package-file-too-large'],
    ]);
    for (let at = 0; at < 5_001; at += 1) put(`many/${at}.json`, '1');
    const [, issues] = read();
    expect(issues).toContain('many/999.json package-too-many-files');
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['the folder itself', { 'package.json': '{"guiju":{}}', 'a/package.json': '{"guiju":{}}' }, ['.']],
    ['those right below', { 'b/package.json': '{"guiju":{}}', 'a/package.json': '{"guiju":{}}' }, ['a', 'b']],
    ['those below an npm project', { 'package.json': '{}', 'a/package.json': '{"guiju":{}}' }, ['a']],
    ['not somebody else’s', { 'package.json': '{}', 'a/package.json': '{"name":"a"}' }, []],
    ['not what lies deeper', { 'a/b/package.json': '{"guiju":{}}' }, []],
    ['one whose manifest cannot be parsed', { 'package.json': '{' }, ['.']],
    ['none in an empty folder', {}, []],
  ])('is found: %s', (_sentence, files, found) => {
    for (const [path, text] of Object.entries(files)) put(path, text);
    expect(packageFolders(folder).map((path) => relative(folder, path) || '.')).toEqual(found);
  });

  it('has to be there', () => {
    folder = join(folder, 'nowhere');
    expect(read()).toEqual([[], [`${folder} package-no-folder`]]);
  });
});
