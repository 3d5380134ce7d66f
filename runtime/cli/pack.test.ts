import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packTar, type TarHeader } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { readTarball, tarballLimits } from '../model/tarball/read-tarball.ts';
import { cli } from './captured-terminal.suite.ts';

const label = { zh: '房间', en: 'Room' };
const manifest = (version: string, more: JsonObject = {}): JsonObject => ({
  name: 'hotel',
  version,
  peerDependencies: { platform: '^1.0.0' },
  guiju: { prefix: 'ho', label },
  ...more,
});
const room = (...fields: readonly JsonObject[]): JsonObject => ({
  name: 'hotel-room',
  kind: 'master',
  sharing: 'everybody',
  label,
  fields: [{ name: 'number', kind: 'text', length: 40, required: true, label }, ...fields],
});
const size = { name: 'size', kind: 'integer', label };

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'guiju-pack-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(path: string, content: JsonObject | string): Promise<void> {
  const file = join(home, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
}

async function hotel(version: string, ...fields: readonly JsonObject[]): Promise<string> {
  await put('hotel/package.json', manifest(version));
  await put('hotel/forms/hotel-room.json', room(...fields));
  return join(home, 'hotel');
}

const pack = (...more: readonly string[]) =>
  cli(['pack', join(home, 'hotel'), '--out', join(home, 'out'), '--json', ...more], {});

describe('guiju pack', () => {
  it('writes the same bytes for the same content, and nothing but what belongs to a package', async () => {
    await hotel('1.0.0', size);
    await put('hotel/README.md', '# Hotel');
    await put('hotel/notes.txt', 'mine');
    await put('hotel/tools/run.js', 'process.exit()');
    expect(await pack()).toMatchObject({
      code: 0,
      json: { name: 'hotel', version: '1.0.0', compared: null },
    });
    const file = join(home, 'out/hotel-1.0.0.tgz');
    const first = await readFile(file);
    await utimes(join(home, 'hotel/package.json'), 1, 1);
    expect((await pack()).code).toBe(0);
    expect((await readFile(file)).equals(first)).toBe(true);
    const { files, faults } = await readTarball(first);
    expect([[...files.keys()], faults]).toEqual([['README.md', 'forms/hotel-room.json', 'package.json'], []]);
  });

  it.each<
    readonly [says: string, version: string, fields: readonly JsonObject[], code: number, least: string]
  >([
    ['what is new in a patch', '1.0.1', [size, { ...size, name: 'beds' }], 1, '1.1.0'],
    ['what is new in a minor', '1.1.0', [size, { ...size, name: 'beds' }], 0, '1.1.0'],
    ['what breaks in a minor', '1.1.0', [], 1, '2.0.0'],
    ['what breaks in a major', '2.0.0', [], 0, '2.0.0'],
    ['other content under the same version', '1.0.0', [{ ...size, help: label }], 1, '1.0.1'],
    ['a version that nothing asks for', '3.0.0', [size], 0, '1.0.0'],
  ])('compares with the last one it packed: %s', async (_says, version, fields, code, least) => {
    await hotel('1.0.0', size);
    expect((await pack()).code).toBe(0);
    await hotel(version, ...fields);
    const ran = await pack();
    const { compared = ran.json } = ran.json as { compared?: unknown };
    expect([ran.code, (compared as JsonObject)['least']]).toEqual([code, least]);
  });

  it('refuses what does not validate, and a package whose cases fail', async () => {
    await hotel('1.0.0', { name: 'size', kind: 'number-of-things', label });
    expect((await pack()).code).toBe(1);
    await hotel('1.0.0', size, { name: 'panel', kind: 'condition', facts: 'hotel-room', label });
    await put('hotel/forms/hotel-room.json', {
      ...room(size, { name: 'panel', kind: 'condition', facts: 'hotel-room', label }),
      match: { facts: 'hotel-room', condition: 'panel' },
    });
    await put('hotel/cases/rooms.json', {
      form: 'hotel-room',
      cases: [{ name: 'there is none', facts: { size: 3 }, expect: 'R1' }],
    });
    const ran = await pack();
    expect([ran.code, ran.json]).toMatchObject([1, { failed: 1 }]);
  });

  it.each<readonly [member: string, said: JsonObject | string]>([
    ['scripts', { postinstall: 'node x.js' }],
    ['bin', './x.js'],
    ['dependencies', { left: '1.0.0' }],
  ])('refuses a package with %s, for it would run something', async (member, said) => {
    await hotel('1.0.0', size);
    await put('hotel/package.json', manifest('1.0.0', { [member]: said }));
    const { code, json } = await pack();
    expect([code, json]).toMatchObject([1, { issues: [{ code: 'manifest-runs', pointer: `/${member}` }] }]);
  });

  it('refuses the name of the customer’s own layer', async () => {
    await hotel('1.0.0', size);
    await put('hotel/package.json', manifest('1.0.0', { name: 'local' }));
    const { issues } = (await pack()).json as { readonly issues: readonly JsonObject[] };
    const errors = issues.filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ code: 'package-name-reserved' }]);
  });
});

describe('a tarball', () => {
  it('is taken wherever a folder is', async () => {
    await hotel('1.0.0', size);
    await pack();
    const file = join(home, 'out/hotel-1.0.0.tgz');
    expect(await cli(['validate', file])).toMatchObject({ code: 0 });
    await hotel('1.1.0', size, { ...size, name: 'beds' });
    const diff = await cli(['diff', file, join(home, 'hotel')]);
    expect([diff.code, diff.out]).toEqual([
      0,
      [
        'hotel 1.0.0 → 1.1.0',
        'New',
        '  hotel-room/beds: field “Room” is added',
        'the version must be at least 1.1.0',
        'OpenAPI: 7 differences, 0 of them breaking',
      ].join('\n'),
    ]);
    const notes = await cli(['diff', file, join(home, 'hotel'), '--notes']);
    expect(notes.out).toContain('# hotel 1.1.0');
    const basis = join(import.meta.dirname, '../../metadata/packages/basis');
    const other = await cli(['diff', file, basis, '--json']);
    expect([other.code, other.json]).toMatchObject([1, { error: 'diff-other-package' }]);
  });

  const bytes = async (entries: readonly (Partial<TarHeader> & { readonly body?: string })[]) => {
    const packed = entries.map(({ body = '{}', ...header }) => ({
      header: {
        name: 'package/package.json',
        size: header.type && header.type !== 'file' ? 0 : Buffer.byteLength(body),
        ...header,
      },
      ...(header.type && header.type !== 'file' ? {} : { body }),
    }));
    return gzipSync(await packTar(packed));
  };
  const long = `package/${'a'.repeat(190)}/${'b'.repeat(20)}.json`;
  it.each<readonly [says: string, make: () => Promise<Uint8Array>, faults: readonly string[]]>([
    ['no tarball', async () => Buffer.from('{}'), ['tarball-none']],
    ['half of one', async () => (await bytes([{}])).subarray(0, 40), ['tarball-damaged']],
    [
      'one whose bytes were changed',
      async () => gzipSync(Buffer.from(gunzipSync(await bytes([{}])).fill(7, 0, 20))),
      ['tarball-damaged'],
    ],
    ['what climbs out', () => bytes([{ name: 'package/../../x.json' }]), ['tarball-path']],
    ['what begins at the root', () => bytes([{ name: '/etc/x.json' }]), ['tarball-path']],
    ['a drive', () => bytes([{ name: 'package/C:\\x.json' }]), ['tarball-path']],
    ['what is hidden', () => bytes([{ name: 'package/.npmrc' }]), ['tarball-path']],
    ['a file beside the package', () => bytes([{ name: 'x.json' }]), ['tarball-path']],
    ['a long path', () => bytes([{ name: long }]), ['tarball-path-long']],
    ['a deep one', () => bytes([{ name: 'package/a/b/c/d/e/f/g.json' }]), ['package-too-deep']],
    [
      'a link',
      () => bytes([{ name: 'package/x.json', type: 'symlink', linkname: '/etc/passwd' }]),
      ['tarball-no-file'],
    ],
    [
      'a hard link',
      () => bytes([{ name: 'package/x.json', type: 'link', linkname: 'package.json' }]),
      ['tarball-no-file'],
    ],
    ['a pipe', () => bytes([{ name: 'package/x.json', type: 'fifo' }]), ['tarball-no-file']],
    ['the same file twice', () => bytes([{}, {}]), ['tarball-file-twice']],
    [
      'two that some systems take for one',
      () => bytes([{}, { name: 'package/PACKAGE.json' }]),
      ['tarball-file-twice'],
    ],
  ])('is not read where it is %s', async (_says, make, faults) => {
    const read = await readTarball(await make());
    expect(read.faults.map(({ code }) => code)).toEqual(faults);
    expect([...read.files.keys()].filter((path) => path !== 'package.json')).toEqual([]);
  });

  it('that is larger than anybody’s package is refused before it is kept', async () => {
    const zeros = gzipSync(Buffer.alloc(3_000_000));
    const limits = { ...tarballLimits, bytes: 2_000_000 };
    expect((await readTarball(zeros, limits)).faults).toMatchObject([{ code: 'tarball-unpacks-too-large' }]);
    expect((await readTarball(zeros, { ...limits, zipped: 100 })).faults).toMatchObject([
      { code: 'tarball-too-large' },
    ]);
    const two = await bytes([{}, { name: 'package/b.json' }]);
    expect((await readTarball(two, { ...limits, files: 1 })).faults).toMatchObject([
      { code: 'package-too-many-files' },
    ]);
    expect((await readTarball(two, { ...limits, file: 1 })).faults).toMatchObject(
      [1, 2].map(() => ({ code: 'package-file-too-large' })),
    );
  });

  it('with something that could be run is told, and does not validate', async () => {
    const file = join(home, 'bad.tgz');
    await writeFile(
      file,
      await bytes([{ body: JSON.stringify(manifest('1.0.0')) }, { name: 'package/install.js' }]),
    );
    const { code, json } = await cli(['validate', file, '--json']);
    expect([code, json]).toMatchObject([1, { issues: [{ code: 'tarball-stray', file: 'install.js' }] }]);
  });
});
