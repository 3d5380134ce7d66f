import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createUiFiles } from './ui-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-ui-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (files: ReturnType<typeof createUiFiles>, path: string) =>
  files(new Request(`http://localhost${path}`));

/** As a build leaves it: the page names its assets, whose names change with what is in them. */
function build(version: string, at: number) {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, `assets/main-${version}.js`), `// ${version}`);
  writeFileSync(join(folder, 'index.html'), `<script src="/assets/main-${version}.js"></script>`);
  utimesSync(join(folder, 'index.html'), at, at);
}

it('serves a UI that was built anew without a restart, and to open pages what they have loaded before', async () => {
  build('one', 1_700_000_000);
  const files = createUiFiles(folder, false);
  expect(await ask(files, '/forms/unit')?.text()).toContain('main-one.js');
  expect(await ask(files, '/assets/main-one.js')?.text()).toBe('// one');
  expect(ask(files, '/assets/main-two.js')).toBeNull();

  rmSync(join(folder, 'index.html'));
  expect(await ask(files, '/')?.text(), 'in the middle of a build').toContain('main-one.js');

  rmSync(join(folder, 'assets'), { recursive: true });
  build('two', 1_700_000_100);
  expect(await ask(files, '/')?.text()).toContain('main-two.js');
  expect(await ask(files, '/assets/main-two.js')?.text()).toBe('// two');
  expect(await ask(files, '/assets/main-one.js')?.text()).toBe('// one');
});

it.each(['/assets/..%2findex.html', '/secret/index.html', '/assets/none.js'])('has no file %s', (path) => {
  expect(ask(createUiFiles(folder, false), path)).toBeNull();
});

it.each(['/pdf-frame.html', '/code-frame.html'])(
  'gives the frame %s no origin, and strangers what is the same for everybody',
  (frame) => {
    mkdirSync(join(folder, 'assets/pdf-1.2.3'), { recursive: true });
    writeFileSync(join(folder, frame), '<title>frame</title>');
    writeFileSync(join(folder, 'assets/pdf-1.2.3/UniGB-UCS2-H.bcmap'), 'map');
    const files = createUiFiles(folder, false);
    const header = (path: string, name: string) => ask(files, path)?.headers.get(name) ?? null;
    const policy = header(frame, 'content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-scripts; default-src 'none';/);
    expect(policy).not.toContain('allow-same-origin');
    expect(policy).toContain("frame-ancestors 'self'");
    expect(header('/forms/unit', 'content-security-policy')).toContain("frame-ancestors 'none'");
    const map = '/assets/pdf-1.2.3/UniGB-UCS2-H.bcmap';
    expect([header(map, 'access-control-allow-origin'), header(map, 'content-type')]).toEqual([
      '*',
      'application/octet-stream',
    ]);
    for (const path of ['/forms/unit', frame]) expect(header(path, 'access-control-allow-origin')).toBeNull();
    expect(ask(files, '/assets/other/UniGB-UCS2-H.bcmap')).toBeNull();
  },
);

it('gives strangers who scanned a code a page of its own at every address, which may ask nobody else', () => {
  writeFileSync(join(folder, 'scan.html'), '<title>scan</title>');
  const files = createUiFiles(folder, false);
  for (const path of ['/scan/k', '/scan/receipts/k', '/scan/receipt-code/0198', '/scan/a.b']) {
    const answer = ask(files, path);
    expect(answer?.headers.get('content-security-policy'), path).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; /,
    );
    expect(answer?.headers.get('x-robots-tag')).toBe('noindex');
  }
});

it('answers 304 to whoever has the page already', () => {
  const files = createUiFiles(folder, false);
  const etag = ask(files, '/')?.headers.get('etag') ?? '';
  const again = files(new Request('http://localhost/', { headers: { 'if-none-match': etag } }));
  expect(again?.status).toBe(304);
});
