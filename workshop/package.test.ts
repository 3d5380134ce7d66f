import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isUsual, itLong } from './it-long.ts';
import { freePort } from './services/mariadbd.ts';

/** Installs the package as a customer does: into an empty folder, without dev dependencies. */
async function install(tarball: string, folder: string): Promise<void> {
  await command('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', `./${tarball}`], folder);
}

/**
 * Comes to the same without asking the registry: what the package says that it needs is linked beside it, and nothing
 * else.
 */
async function lay(tarball: string, folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'guiju');
  await mkdir(join(modules, '.bin'), { recursive: true });
  await mkdir(own);
  await command('tar', ['-xzf', tarball, '--strip-components=1', '-C', own], folder);
  const manifest = JSON.parse(await readFile(join(own, 'package.json'), 'utf8'));
  const needed = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  for (const name of needed.filter((one) => !manifest.bundleDependencies.includes(one))) {
    const place = join(modules, name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(resolve('node_modules', name), place);
  }
  await symlink(`../guiju/${manifest.bin.guiju}`, join(modules, '.bin/guiju'));
}

/** Does as a customer does: installs the tarball, and starts it. */
describe('the package', () => {
  let folder: string;
  let installed: string;
  let server: ChildProcess;
  let origin: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiju-package-'));
    await command('npm', ['pack', '--silent', '--pack-destination', folder], process.cwd());
    const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), '{ "private": true }');
    await (isUsual ? lay : install)(String(tarball), folder);
    installed = join(folder, 'node_modules');

    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    server = spawn(process.execPath, [join(installed, '.bin', 'guiju'), 'start'], {
      cwd: folder,
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], PORT: String(port), GUIJU_ADMIN_PASSWORD: 'correct horse battery' },
    });
    await serves(server, `${origin}/readyz`);
  }, 180_000);

  afterAll(async () => {
    if (server && server.exitCode === null) {
      const exit = once(server, 'exit');
      server.kill('SIGTERM');
      await exit;
    }
    await rm(folder, { recursive: true, force: true });
  });

  it('serves, and the administrator signs in', async () => {
    const answer = await fetch(`${origin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'admin', password: 'correct horse battery' }),
    });
    expect(await answer.json()).toMatchObject({ token: expect.any(String) });
    expect(answer.ok).toBe(true);
  });

  it('finds the programs and threads that it begins: books, pages and trials', async () => {
    const json = { 'content-type': 'application/json' };
    const signedIn = await fetch(`${origin}/api/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ user: 'admin', password: 'correct horse battery' }),
    });
    const { token } = (await signedIn.json()) as { readonly token: string };
    const headers = { ...json, authorization: `Bearer ${token}` };
    const begin = async (path: string) => {
      const answer = await fetch(`${origin}/api/forms${path}`, { headers });
      return { status: answer.status, begins: (await answer.text()).slice(0, 4) };
    };
    expect(await begin('/organisation/export')).toEqual({ status: 200, begins: 'PK\u0003\u0004' });
    const made = await fetch(`${origin}/api/forms/invoice-application/records`, {
      method: 'POST',
      headers,
      body: '{}',
    });
    const { id } = (await made.json()) as { readonly id: string };
    const page = `/invoice-application/records/${id}/prints/application?view=manage`;
    expect(await begin(page)).toEqual({ status: 200, begins: '%PDF' });
    const guiju = join(installed, '.bin', 'guiju');
    expect(await command(process.execPath, [guiju, 'test', resolve('examples/hotel/v1')], folder)).toMatch(
      /passed|通过/,
    );
  });

  it('carries the web UI ready-made, without what it was built with', async () => {
    const page = await fetch(`${origin}/forms/invoice-item`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text()) ?? [];
    const answer = await fetch(`${origin}${script}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(await readdir(installed)).not.toContain('lit');
  });

  it('brings the licences of the fonts and programs of others that it carries', async () => {
    const own = join(installed, 'guiju/dist');
    const fonts = await readFile(join(own, 'runtime/work/print/fonts/LICENSE_FONT'), 'utf8');
    expect(fonts).toContain('SIL OPEN FONT LICENSE');
    const library = await readFile(join(own, 'licences/@opentelemetry/sdk-trace/LICENSE'), 'utf8');
    expect(library).toContain('Apache License');
    const assets = join(own, 'ui/assets');
    const [pdf = ''] = (await readdir(assets)).filter((name) => /^pdf-\d/.test(name));
    const carried = await readdir(join(assets, pdf));
    const licences = (await readdir(join(assets, pdf, 'licences'))).join(' ');
    const about: readonly [file: RegExp, licence: string][] = [
      [/^pdf\.worker/, 'LICENSE.txt'],
      [/\.bcmap$/, 'cmaps-LICENSE.txt'],
      [/\.icc$/, 'iccs-LICENSE.txt'],
      [/^Foxit/, 'standard_fonts-LICENSE_FOXIT.txt'],
      [/^Liberation/, 'standard_fonts-LICENSE_LIBERATION.txt'],
      [/^jbig2/, 'wasm-LICENSE_JBIG2.txt'],
      [/^openjpeg/, 'wasm-LICENSE_OPENJPEG.txt'],
      [/^qcms/, 'wasm-LICENSE_QCMS.txt'],
    ];
    for (const [file, licence] of about)
      if (carried.some((name) => file.test(name))) expect(licences).toContain(licence);
    const known = [...about.map(([file]) => file), /^licences$/];
    expect(carried.filter((name) => !known.some((file) => file.test(name)))).toEqual([]);
  });

  it('says what it is made of: what is installed with it, and what its web UI carries, each by a known licence', async () => {
    const bill = JSON.parse(await readFile(join(installed, 'guiju/dist/sbom.cdx.json'), 'utf8'));
    const { components } = bill as {
      readonly components: readonly {
        readonly name: string;
        readonly version: string;
        readonly licenses: readonly { readonly expression: string }[];
      }[];
    };
    const manifests = (await readdir(installed, { recursive: true })).filter((path) =>
      /^(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(path),
    );
    const there = await Promise.all(
      manifests.map(async (path) => JSON.parse(await readFile(join(installed, path), 'utf8'))),
    );
    // By their names: whoever installs without our lock file has newer ones of some.
    const names = there.map(({ name }) => String(name)).filter((name) => !/^guiju$|^node-/.test(name));
    expect(names.length).toBeGreaterThan(20);
    const said = components.map(({ name }) => name);
    expect(names.filter((name) => !said.includes(name))).toEqual([]);
    const carried = JSON.parse(await readFile(join(installed, 'guiju/dist/ui/licences.json'), 'utf8'));
    expect(carried.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['lit', 'prosemirror-view']),
    );
    for (const { name, version, text } of carried) {
      expect(components).toContainEqual(expect.objectContaining({ name, version }));
      expect(text, name).toMatch(/\S/);
    }
    const known = new Set([
      ...[
        'MIT',
        'MIT-0',
        'ISC',
        '0BSD',
        'BSD-2-Clause',
        'BSD-3-Clause',
        'Apache-2.0',
        'BlueOak-1.0.0',
        'Zlib',
        'OFL-1.1',
      ],
      // Libraries of its own, installed beside and replaceable: libvips within sharp.
      'LGPL-3.0-or-later',
    ]);
    const licences = (expression: string) => expression.replace(/[()]/g, '').split(/ AND /);
    const isKnown = (one: string) => one.split(' OR ').some((name) => known.has(name));
    expect(
      components
        .filter(({ licenses: [one] }) => !licences(one?.expression ?? '').every(isKnown))
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it('brings the example, which validates', async () => {
    const guiju = join(installed, '.bin', 'guiju');
    await command(process.execPath, [guiju, 'init', 'hotel', '--example'], folder);
    expect(await command(process.execPath, [guiju, 'validate', 'hotel/v2'], folder)).toContain('hotel 2.0.0');
    expect(await readdir(join(folder, 'hotel/v1'))).toEqual(expect.arrayContaining(['LICENSE', 'README.md']));
  });

  it('keeps its data where it was started, not in the package', async () => {
    expect(await readdir(folder)).toContain('data');
  });

  it('carries no sources and no tests', async () => {
    const files = await readdir(join(installed, 'guiju'), { recursive: true });
    const own = files.filter((file) => !file.startsWith('node_modules'));
    expect(own.filter((file) => file.endsWith('.ts') || file.includes('.test.'))).toEqual([]);
  });

  it('brings the JSONPath library we chose, not the one an old range allows', async () => {
    const manifest = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
    const { overrides } = await manifest('package.json');
    const carried = await manifest(join(installed, 'guiju/node_modules/jsonpath-plus/package.json'));
    expect(carried.version).toBe(overrides['jsonpath-plus']);
  });

  itLong(
    'takes less than 215 MB apart from Node itself, of which a Chinese font is 21, and what sees pictures and pages 37',
    async () => {
      const total = await megabytes(installed);
      expect(total - (await megabytes(join(installed, 'node')))).toBeLessThan(215);
    },
  );
});

async function command(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { cwd, maxBuffer: 10_000_000 });
  return stdout;
}

async function megabytes(path: string): Promise<number> {
  return Number.parseInt(await command('du', ['-sm', path], path), 10);
}

async function serves(server: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} never answered`);
}
