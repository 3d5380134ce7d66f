import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../metadata/common/json.ts';
import type { Language } from '../metadata/common/label.ts';
import { givenPackages } from '../runtime/cli/common/given-packages.ts';
import { runCli } from '../runtime/cli/run.ts';
import { serverVersion } from '../runtime/common/version.ts';
import { openDatabase } from '../runtime/database/drivers/open-database.ts';
import { domains } from '../runtime/domains.ts';
import { readInstalled } from '../runtime/model/packages/package-store.ts';
import { standardPackageFolders } from '../runtime/model/packages/read-folder.ts';
import { buildModel } from '../runtime/model/publish/build-model.ts';
import { standardEdition } from '../runtime/server/edition.suite.ts';
import { isLong } from './runs.ts';
import { describeOnDatabases } from './services/databases.ts';
import { filesIn, isPrinted, steady, stepsOf, tableIn, trimmed, wordsOf } from './tutorial.ts';
import { type Situation, valueAt } from './tutorial-values.ts';

/**
 * Checks that the tutorial of partners tells the truth: its commands are run one by one in an empty folder, beside a
 * server that runs, and print what stands there; its table of a merge is read off the running system.
 * GUIJU_WRITE=tutorial writes the printed lines, and the table's values, in the place of those that stand there.
 */
const isWritten = process.env['GUIJU_WRITE'] === 'tutorial';
const root = process.cwd();
const pages: Readonly<Record<Language, string>> = {
  zh: join(root, 'docs/tutorials/partner.zh.md'),
  en: join(root, 'docs/tutorials/partner.en.md'),
};
const texts = { zh: readFileSync(pages.zh, 'utf8'), en: readFileSync(pages.en, 'utf8') };

describe('the tutorial of partners', () => {
  it('has the same commands, files and table in both languages', () => {
    const commands = (text: string) =>
      stepsOf(text).map((step) => ('state' in step ? step.state : step.command.replace(/"[^"]*"/g, '…')));
    expect(commands(texts.en)).toEqual(commands(texts.zh));
    const files = (text: string) => filesIn(text).map(({ file }) => file);
    expect(files(texts.en)).toEqual(files(texts.zh));
    expect(tableIn(texts.en).map(({ cells }) => cells[1])).toEqual(
      tableIn(texts.zh).map(({ cells }) => cells[1]),
    );
  });

  it('shows what stands in the files', () => {
    const plain = (text: string) => text.replace(/\s+/g, '');
    for (const { file, content } of [...filesIn(texts.en), ...filesIn(texts.zh)])
      expect(plain(readFileSync(join(root, 'examples', file), 'utf8')), file).toContain(plain(content));
  });
});

/** Each database hears it in one language; MariaDB, whose story is the same, where there is time. */
const languages: readonly Language[] =
  process.env['GUIJU_TEST_DB'] === 'mysql' ? (isLong ? ['zh'] : []) : ['en'];

for (const language of isWritten ? (['en', 'zh'] as const) : languages)
  describeOnDatabases(`a partner’s story in ${language}`, (database) => {
    const home = mkdtempSync(join(tmpdir(), 'guiju-tutorial-'));
    let server: ChildProcess | undefined;
    let origin = '';
    let password = '';
    let text = texts[language];
    const situations = new Map<string, Situation>();
    const environment = () => ({
      GUIJU_HOME: join(home, 'data'),
      GUIJU_SECRET: '07'.repeat(32),
      LOG_LEVEL: 'silent',
      LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8',
      npm_command: 'exec',
      PORT: '0',
      ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
    });
    beforeAll(() => process.chdir(home));
    afterAll(async () => {
      process.chdir(root);
      if (server && server.exitCode === null) {
        const ended = once(server, 'exit');
        server.kill('SIGTERM');
        await ended;
      }
      rmSync(home, { recursive: true, force: true });
      if (isWritten) writeFileSync(pages[language], text);
    });

    /** Runs until the words are there that come last. */
    async function start(argv: readonly string[]): Promise<readonly string[]> {
      const child = spawn(process.execPath, [join(root, 'boot.mjs'), ...argv], {
        cwd: home,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ...environment() },
      });
      server = child;
      let printed = '';
      for await (const chunk of child.stdout) {
        printed += String(chunk);
        if (/you sign in|须修改/.test(printed)) break;
      }
      origin = /http:\S+/.exec(printed)?.[0] ?? '';
      password = /(?:password|密码) (\S+)/.exec(printed)?.[1] ?? '';
      return printed.split('\n');
    }

    async function run(command: string): Promise<readonly string[]> {
      const [program, ...words] = wordsOf(command);
      if (program === 'cmp') {
        const [a, b] = words.map((file) => readFileSync(join(home, file)));
        return a && b?.equals(a) ? [] : [`${words.join(' ')} differ`];
      }
      expect([program, words[0]]).toEqual(['npx', 'guiju']);
      const argv = words.slice(1);
      if (argv[0] === 'start') return start(argv);
      const printed: string[] = [];
      const say = (line: string) => void printed.push(...line.split('\n'));
      await runCli({
        argv,
        environment: environment(),
        version: serverVersion,
        domains: async () => domains,
        terminal: (spoken) => ({
          language: spoken,
          json: false,
          say,
          result: () => undefined,
          warn: (line) => void (/^ {2}[\d,]+ \/ [\d,]+$|^\S+ \d+%$/.test(line) || say(line)),
          ask: async () => undefined,
          secret: async () => undefined,
        }),
      });
      return printed;
    }

    /** As who reads what was printed: another password is chosen the first time. */
    async function signIn(): Promise<string> {
      const post = async (at: string, body: JsonObject) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${origin}${at}`, { method: 'POST', headers, body: JSON.stringify(body) });
        return (await answer.json()) as JsonObject;
      };
      let entered = await post('/api/session', { user: 'admin', password });
      if (entered['step'] === 'new-password') {
        password = 'four quiet old rivers';
        entered = await post('/api/session/steps', { ticket: entered['ticket'] ?? '', password });
      }
      return String(entered['token']);
    }

    async function askServer(path: string, revision: number): Promise<JsonObject> {
      const token = await signIn();
      // The server follows within a second; on a busy machine it is asked again.
      for (let attempt = 0; ; attempt += 1) {
        const answer = await fetch(`${origin}${path}?minRevision=${revision}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        if (answer.status === 503 && attempt < 40) continue;
        expect(answer.status).toBe(200);
        return (await answer.json()) as JsonObject;
      }
    }

    /** Reads the state now: the model out of the database, records as the running server answers them. */
    async function look(): Promise<Situation> {
      const url = database.name === 'mariadb' ? database.url : `sqlite://${join(home, 'data/guiju.db')}`;
      const opened = await openDatabase(url, join(home, 'data'));
      const row = await opened.first<{ model: number }>('SELECT model FROM gj_revision WHERE id = 1');
      const { model } = await buildModel(await readInstalled(opened), standardEdition());
      await opened.close();
      if (!model) throw new Error('it does not compile');
      const records = new Map<string, JsonObject>();
      for (const form of ['hotel-room', 'hotel-approval-rule']) {
        const { items } = await askServer(`/api/forms/${form}/records`, Number(row?.model));
        for (const one of (items as readonly JsonObject[]) ?? [])
          records.set(`${form}/${String(one['number'])}`, one);
      }
      return { model, records };
    }

    it('prints what stands there, command by command', async () => {
      let done = 0;
      for (const step of stepsOf(texts[language])) {
        if ('state' in step) {
          situations.set(step.state, await look());
          continue;
        }
        const printed = trimmed(await run(step.command))
          // A slow machine is told how far a rehearsal is.
          .filter((line) => !/^(dry run|预演) \d+%$/.test(line))
          .map((line) => steady(line.replaceAll(home, '…')));
        if (isWritten && !isPrinted(step.printed, printed)) {
          const shown = ['', `$ ${step.command}`, ...step.printed, ''].join('\n');
          // From behind what was done before: a command may stand there twice.
          text =
            text.slice(0, done) +
            text.slice(done).replace(shown, ['', `$ ${step.command}`, ...printed, ''].join('\n'));
        } else if (!isPrinted(step.printed, printed))
          expect([`$ ${step.command}`, ...printed]).toEqual([`$ ${step.command}`, ...step.printed]);
        done = text.indexOf(`\n$ ${step.command}\n`, done) + 1;
      }
    }, 600_000);

    it('merges what the table says', async () => {
      const [before, customer, merged] = ['shipped', 'changed', 'merged'].map((name) => situations.get(name));
      const next = await alone(join(root, 'examples/hotel/v2'));
      const rows = tableIn(texts[language]);
      expect(rows.length).toBeGreaterThan(15);
      for (const { line, cells } of rows) {
        const [what = '', quoted = '', ...shown] = cells;
        const place = quoted.replaceAll('`', '');
        const [was, own, theirs, is] = [before, customer, next, merged].map((one) =>
          one ? valueAt(one, place, language) : '',
        );
        const found = [was, own === was ? '' : own, theirs === was ? '' : theirs, is];
        if (isWritten)
          text = text.replace(
            line,
            `|${[what, quoted, ...found].map((cell) => (cell ? ` ${cell} ` : ' ')).join('|')}|`,
          );
        else expect([place, ...shown]).toEqual([place, ...found]);
      }
    });

    it('has everything as before once it was uninstalled and installed again', () => {
      const [merged, again] = ['merged', 'again'].map((name) => situations.get(name));
      const hashes = (one: Situation | undefined) =>
        [...(one?.model.formsById.values() ?? [])].map(({ id, hash }) => `${id} ${hash}`).sort();
      expect(hashes(merged).length).toBeGreaterThan(70);
      expect(hashes(again)).toEqual(hashes(merged));
      expect(again?.records).toEqual(merged?.records);
    });
  });

/** A version of the package on a system where nobody changed anything. */
async function alone(folder: string): Promise<Situation> {
  const given = await givenPackages([...standardPackageFolders(), folder]);
  const { model } = await buildModel(given.packages, standardEdition());
  if (!model) throw new Error('it does not compile');
  const records = new Map<string, JsonObject>();
  for (const [path, content] of given.packages.at(-1)?.files ?? []) {
    if (!path.startsWith('data/') || !isObject(content)) continue;
    for (const one of content['records'] as readonly JsonObject[]) {
      const values = one['values'] as JsonObject;
      records.set(`${String(content['form'])}/${String(values['number'])}`, values as Json & JsonObject);
    }
  }
  return { model, records };
}
