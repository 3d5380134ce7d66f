import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { cli } from '../runtime/cli/captured-terminal.suite.ts';
import { type Listening, listen } from '../runtime/http/pipeline/listen.ts';
import { openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';
import { describeOnDatabases } from './services/databases.ts';
import { provideProgramTools } from './services/program-tools.ts';

const run = promisify(execFile);
const [english = '', chinese = ''] = ['en', 'zh'].map((language) =>
  readFileSync(`docs/manual/programs.${language}.md`, 'utf8'),
);
const blocksOf = (page: string) =>
  [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({ language, text }));

/** How a program of a language is called and run. */
const programs: readonly (readonly [
  language: string,
  name: string,
  file: string,
  command: readonly string[],
])[] = [
  ['sh', 'curl', 'shop.sh', ['sh', '-e', 'shop.sh']],
  ['python', 'python', 'shop.py', ['python3', 'shop.py']],
  ['java', 'java', 'Shop.java', ['java', 'Shop.java']],
  ['ts', 'typescript', 'shop.ts', [process.execPath, 'shop.ts']],
];

describe('the programs of the manual', () => {
  it('are the same in both languages', () => {
    expect(blocksOf(chinese)).toEqual(blocksOf(english));
    for (const [language] of programs)
      expect(blocksOf(english).filter((block) => block.language === language)).toHaveLength(1);
  });
});

describeOnDatabases('the programs of the manual', (under) => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-programs-'));
  const page = Buffer.from(
    '%PDF-1.4\n%âãÏÓ\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
    'latin1',
  );
  let node: TestNode;
  let listening: Listening;
  let env: NodeJS.ProcessEnv = {};

  beforeAll(async () => {
    await provideProgramTools();
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'imaging', 'invoicing'] });
    listening = await listen(node.node.app, { port: 0, host: '127.0.0.1' });
    const made = await node.ask('POST', '/api/me/tokens', { name: 'shop', scopes: ['read', 'write'] });
    env = {
      ...process.env,
      GUIJU_URL: `http://127.0.0.1:${listening.port}`,
      GUIJU_TOKEN: String(made.body['token']),
    };
    writeFileSync(join(home, 'page.pdf'), page);
    for (const [language, , file] of programs)
      writeFileSync(
        join(home, file),
        blocksOf(english).find((block) => block.language === language)?.text ?? '',
      );
    await installClient();
  }, 600_000);
  afterAll(async () => {
    await listening?.drain();
    await node?.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** As `npm install` of what `npm pack` makes would, and as `npx guiju types` writes. */
  async function installClient(): Promise<void> {
    const folder = join(home, 'node_modules/guiju-client');
    mkdirSync(folder, { recursive: true });
    cpSync('client/package.json', join(folder, 'package.json'));
    const tsc = ['node_modules/ts7/bin/tsc', '-p', 'client/tsconfig.json', '--outDir', join(folder, 'dist')];
    await run(process.execPath, tsc, { cwd: resolve('.') });
    writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
    const { out } = await cli(['types', '--forms', 'metadata/packages/imaging'], {});
    writeFileSync(join(home, 'guiju-forms.ts'), out);
  }

  const items = async (path: string) => {
    const { body } = await node.ask('GET', path);
    return body['items'] as readonly JsonObject[];
  };

  it.each(programs)(
    'the one in %s does what it says, and twice the same',
    async (_, name, _file, command) => {
      const [program = '', ...words] = command;
      for (const time of ['first', 'again']) {
        const { stdout } = await run(program, words, { cwd: home, env });
        if (name === 'curl') {
          for (const said of ['"number":"C-curl"', '"invoices":[', '"value":1200', `"size":${page.length}`])
            expect(stdout, time).toContain(said);
        } else
          expect(stdout.trim().split('\n'), time).toEqual([
            `customer C-${name} of the kind company`,
            'found 1',
            'invoices 1',
            'timeout 1200',
            `uploaded ${page.length} bytes`,
          ]);
      }
      expect(await items(`/api/forms/customer/records?number=C-${name}`)).toHaveLength(1);
      const [image] = await items(`/api/forms/image-arrival/records?imageCode=${name}`);
      const [file] = (image?.['images'] ?? []) as readonly JsonObject[];
      expect(file?.['name']).toBe('page.pdf');
      const answer = await node.raw(
        'GET',
        `/api/forms/image-arrival/records/${image?.['id']}/files/${file?.['id']}`,
      );
      expect(Buffer.from(await answer.arrayBuffer()).equals(page)).toBe(true);
    },
    120_000,
  );
});
