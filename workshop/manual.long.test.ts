import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../metadata/kinds/index.ts';
import { cli, type Ran } from '../runtime/cli/captured-terminal.suite.ts';
import { commands } from '../runtime/cli/commands.ts';
import { parseOptions } from '../runtime/cli/common/command.ts';
import { openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';
import { wordsOf } from './tutorial.ts';

const pages = ['docs/manual/en.md', 'docs/manual/zh.md'] as const;
const texts = pages.map((page) => readFileSync(page, 'utf8'));
const [english = '', chinese = ''] = texts;

interface Block {
  readonly language: string;
  readonly text: string;
  /** The file that stands in backquotes where the paragraph before begins. */
  readonly file: string | undefined;
}

function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/([^\n]*)\n\n```(\w+)\n([\s\S]*?)```/g)].map(
    ([, before = '', language = '', text = '']) => ({
      language,
      text,
      file: /`([\w/.-]+\.(?:json|csv))`/.exec(before)?.[1],
    }),
  );
}

const blocks = blocksOf(english);
const lines = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'));
const guiju = lines.filter((line) => line.startsWith('npx guiju '));

describe('the manual', () => {
  it('shows the same files and commands in both languages', () => {
    expect(blocksOf(chinese)).toEqual(blocks);
    const headings = texts.map((text) => [...text.matchAll(/^(#+) /gm)].map(([, level]) => level));
    expect(headings[1]).toEqual(headings[0]);
  });

  it('names commands, options, kinds and files that there are', () => {
    for (const text of texts) {
      const named = [...text.matchAll(/`(?:npx )?guiju ([^`]+)`/g)].map(([, words = '']) => words);
      for (const words of [...named, ...guiju.map((line) => line.slice('npx guiju '.length))]) {
        const [name = '', ...rest] = wordsOf(words);
        const command = commands.find((one) => one.name === name);
        expect(command?.name, words).toBe(name);
        if (command) parseArgs({ args: [...rest], options: parseOptions(command), allowPositionals: true });
      }
      const table = text
        .split('\n')
        .filter((line) => /^\| [^|]+ \| `/.test(line))
        .join();
      const found = [...table.matchAll(/`([\w-]+)`/g)].map(([, kind = '']) => kind);
      expect([...found].sort()).toEqual([...kinds.keys()].sort());
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path = '']) => path);
      expect(links.filter((path) => !existsSync(join('docs/manual', path)))).toEqual([]);
      const anchors = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
      const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
        heading.toLowerCase().replace(/[、,]/g, '').replaceAll(' ', '-'),
      );
      expect(anchors.filter((anchor) => !headings.includes(anchor ?? ''))).toEqual([]);
    }
  });
});

describe('what the manual shows', () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-manual-'));
  const environment = { GUIJU_HOME: home, GUIJU_SECRET: '07'.repeat(32) };
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(`sqlite://${join(home, 'guiju.db')}`, {
      packages: ['platform', 'basis', 'imaging', 'invoicing'],
    });
  });
  afterAll(async () => {
    await node.close();
    rmSync(home, { recursive: true, force: true });
  });

  const isFile = (word: string) => /^contracts$|\.(csv|gz)$/.test(word);
  const run = (line: string): Promise<Ran> =>
    cli(
      wordsOf(line)
        .slice(2)
        .map((word) => (isFile(word) ? join(home, word) : word)),
      { environment },
    );
  const put = (only: (file: string) => boolean) => {
    for (const { file, text } of blocks) {
      if (file === undefined || !only(file)) continue;
      mkdirSync(dirname(join(home, file)), { recursive: true });
      writeFileSync(join(home, file), text);
    }
  };

  it('runs from the first package to the backup', async () => {
    put((file) => file.endsWith('.csv'));
    for (const line of guiju.filter((one) => one.startsWith('npx guiju init'))) await run(line);
    put((file) => file.endsWith('.json'));
    for (const line of guiju.filter((one) => !one.startsWith('npx guiju init'))) {
      const ran = await run(line);
      expect([line, ran.code], ran.err).toEqual([line, 0]);
    }
  });

  it('answers the questions of the page on decisions as is said there, of the demo data', async () => {
    expect((await node.ask('POST', '/api/demo', { story: false })).status).toBe(200);
    const [english = [], chinese = []] = ['en', 'zh'].map((language) => {
      const page = readFileSync(`docs/manual/decisions.${language}.md`, 'utf8');
      const asked =
        /`POST (\/api\/decisions\/\w+\?org=\w+)`[^\n]*\n\n```json\n([\s\S]*?)```(?:\n\n[^\n|]+\n\n```json\n([\s\S]*?)```)?/g;
      return [...page.matchAll(asked)].map(([, path = '', body = '', answer = '{}']) => ({
        path,
        body,
        answer,
      }));
    });
    expect(chinese).toEqual(english);
    expect(english.map(({ path }) => path)).toEqual([
      '/api/decisions/split?org=EAST',
      '/api/decisions/plan?org=EAST',
    ]);
    for (const { path, body, answer } of english) {
      const said = await node.ask('POST', path, JSON.parse(body));
      expect([path, said.status, said.body['errors']]).toEqual([path, 200, undefined]);
      expect(said.body).toMatchObject(JSON.parse(answer));
    }
  });

  it('answers the calls', async () => {
    const calls = lines.filter((line) => line.startsWith('curl '));
    expect(calls.length).toBeGreaterThan(4);
    await node.tenant.follow();
    for (const line of calls) {
      const words = wordsOf(line);
      const url = words.find((word) => word.startsWith('localhost:8787')) ?? '';
      const at = words.indexOf('-d');
      const body = at < 0 ? undefined : JSON.parse(words[at + 1] ?? '');
      expect(url.includes('[') ? words : ['-g'], line).toContain('-g');
      const path = url.slice('localhost:8787'.length);
      if (path.includes('format=csv')) {
        expect(await (await node.raw('GET', path)).text()).toContain('HT-');
        continue;
      }
      const answer = await node.ask(body ? 'POST' : 'GET', path, body);
      expect([line, answer.status < 300]).toEqual([line, true]);
      if (url.includes('total[gte]')) expect(answer.body).toMatchObject({ items: [{ total: '1201' }] });
      if (url.endsWith('/match')) expect(answer.body).toMatchObject({ winner: { number: 'LARGE' } });
    }
  });
});
