import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawsOf } from '../../runtime/einvoicing/demo/draws.ts';
import { openTestNode } from '../../runtime/server/test-node.suite.ts';
import { notesOf, searchedByAll, searchThrough } from '../../runtime/storage/search/indexed-notes.suite.ts';
import { buildDiskLog } from '../services/disk-log.ts';
import { type Chance, Disk } from './disk.ts';
import { type DiskNote, readDiskLog } from './disk-log.ts';

/** What a server answered, and how long the log of its disk was by then. */
interface Answered {
  readonly at: number;
  readonly made?: readonly string[];
  /** A number that only grows. */
  readonly count?: number;
  readonly job?: string;
  readonly finished?: string;
}

const at = (path: string) => new URL(path, import.meta.url).href;
/** How often the power goes; `GUIJU_POWER_CUTS` says otherwise. */
const images = Number(process.env['GUIJU_POWER_CUTS'] ?? 100);
/** Seconds for which the server works. */
const seconds = 15;

/** Writes notes, one that counts, and imports, all at once and without a pause, until it is killed. */
const program = (home: string, log: string) => `
  import { statSync } from 'node:fs';
  import { openTestNode, notePackage } from '${at('../../runtime/server/test-node.suite.ts')}';
  import { noteFields, noteForm, searchedByAll } from '${at('../../runtime/storage/search/indexed-notes.suite.ts')}';
  const node = await openTestNode('sqlite://${join(home, 'guiju.db')}', {
    home: '${home}', synchronous: 'full', search: { worthwhile: 20, grace: 0 }, onMoment: async () => {},
  });
  await node.publish([notePackage(noteFields, noteForm(searchedByAll))]);
  const records = '/api/forms/note/records';
  const answered = (what) => process.send({ at: statSync('${log}').size, ...what });
  const right = ({ status, body }, wanted) => {
    if (status !== wanted) throw new Error(status + JSON.stringify(body));
    return body;
  };
  const bodyOf = (number) => ({ number, title: '标题 ' + number, body: '正文 '.repeat(200) + number });
  async function makes(who) {
    for (let n = 0; ; n++) {
      const number = who + '-' + n;
      right(await node.ask('POST', records, bodyOf(number)), 201);
      answered({ made: [number] });
    }
  }
  async function counts() {
    let body = right(await node.ask('POST', records, bodyOf('count')), 201);
    for (let count = 1; ; count++) {
      const revision = { 'if-match': '"' + body.revision + '"' };
      body = right(await node.ask('PATCH', records + '/' + body.id, { title: String(count) }, revision), 200);
      answered({ count });
    }
  }
  async function imports() {
    for (let n = 0; ; n++) {
      const made = Array.from({ length: 60 }, (_, row) => 'import-' + n + '-' + row);
      const rows = ['number,title', ...made.map((one) => one + ',行 ' + one)].join('\\n');
      const asked = await node.raw('POST', '/api/forms/note/import', new TextEncoder().encode(rows), {
        'content-type': 'text/csv',
      });
      const { id } = await asked.json();
      answered({ job: id });
      for (;;) {
        const job = right(await node.ask('GET', '/api/jobs/' + id), 200);
        if (job.finishedAt) {
          if (job.status !== 'done') throw new Error(JSON.stringify(job));
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      answered({ finished: id, made });
    }
  }
  await Promise.all([makes('a'), makes('b'), counts(), imports()]);
`;

describe('a power cut', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'guiju-power-')));
  const [home, log] = [join(folder, 'home'), join(folder, 'disk.log')];
  const answers: Answered[] = [];
  let whole = 0;

  beforeAll(async () => {
    const library = await buildDiskLog();
    mkdirSync(home);
    const child = spawn(process.execPath, ['--input-type=module', '-e', program(home, log)], {
      env: { ...process.env, LD_PRELOAD: library, POWERCUT_ROOT: home, POWERCUT_LOG: log },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let failed = '';
    child.stderr?.on('data', (text: Buffer) => {
      failed += String(text);
    });
    child.on('message', (answer: Answered) => answers.push(answer));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, seconds * 1_000))]);
    expect(failed).toBe('');
    child.kill('SIGKILL');
    await gone;
    whole = statSync(log).size;
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Where the power goes: anywhere, or while the log of the database is taken into it. */
  function cuts(chance: Chance): readonly number[] {
    const inside: number[] = [];
    for (const [note, end] of readDiskLog(log))
      if (note.did === 'written' && note.path.endsWith('guiju.db')) inside.push(end);
    const one = (n: number) =>
      n % 4 === 0 && inside.length > 0
        ? (inside[Math.floor(chance() * inside.length)] ?? 0)
        : Math.floor(chance() * whole);
    return Array.from({ length: images }, (_, n) => one(n)).toSorted((a, b) => a - b);
  }

  const disk = new Disk(home);
  let notes: Generator<readonly [DiskNote, number]> | undefined;
  let next: readonly [DiskNote, number] | undefined;

  /** The files as they may be found then; later than the one before. */
  function imageAt(cut: number, chance: Chance): string {
    notes ??= readDiskLog(log);
    next ??= notes.next().value ?? undefined;
    while (next && next[1] <= cut) {
      disk.take(next[0]);
      next = notes.next().value ?? undefined;
    }
    const image = join(folder, 'image');
    rmSync(image, { recursive: true, force: true });
    mkdirSync(image);
    disk.image(image, chance);
    return image;
  }
  const answeredBy = (cut: number) => answers.filter(({ at: then }) => then <= cut);

  it('takes nothing that was answered: not a record, a change, a job, nor what a search finds', async () => {
    const chance = drawsOf('power cuts').next;
    let looked = 0;
    for (const cut of cuts(chance))
      looked += await look(imageAt(cut, chance), answeredBy(cut), `cut at ${cut}`);
    expect(answers.length).toBeGreaterThan(200);
    expect(looked).toBeGreaterThan(images / 3);
  }, 3_600_000);

  it('ends a job that was under way, and whoever asks is told so', async () => {
    const image = imageAt(whole, drawsOf('the last power cut').next);
    const began = answers.findLast(({ job }) => job !== undefined)?.job;
    const node = await openTestNode(`sqlite://${join(image, 'guiju.db')}`, {
      home: image,
      onMoment: async () => {},
    });
    try {
      const job = async () => (await node.ask('GET', `/api/jobs/${began}`)).body;
      await expect.poll(async () => (await job())['finishedAt'], { timeout: 120_000 }).not.toBeNull();
      const { status, message } = await job();
      expect(status === 'done' || (status === 'failed' && String(message).length > 0)).toBe(true);
    } finally {
      await node.close();
    }
  }, 180_000);

  /** Looks at what was found after the power came back; answers whether notes were there. */
  async function look(image: string, answered: readonly Answered[], when: string): Promise<number> {
    const file = join(image, 'guiju.db');
    const made = answered.flatMap((one) => one.made ?? []);
    if (statSync(file, { throwIfNoEntry: false })?.size) {
      const sqlite = new Sqlite(file);
      expect([when, sqlite.pragma('integrity_check', { simple: true })]).toEqual([when, 'ok']);
      sqlite.close();
    }
    const node = await openTestNode(`sqlite://${file}`, {
      home: image,
      search: { worthwhile: 20, grace: 0 },
      onMoment: async () => {},
    });
    try {
      if (!node.tenant.served().model.forms.has('note')) {
        expect([when, made]).toEqual([when, []]);
        return 0;
      }
      const found = notesOf(node);
      const all = await found.all();
      const numbers = new Set(all.map(({ number }) => number));
      expect([when, numbers.size]).toEqual([when, all.length]);
      expect([when, made.filter((number) => !numbers.has(number))]).toEqual([when, []]);
      const count = Math.max(0, ...answered.map((one) => one.count ?? 0));
      const counted = Number(all.find(({ number }) => number === 'count')?.title ?? 0) || 0;
      expect([when, counted - count]).toEqual([when, expect.toSatisfy((by: number) => by === 0 || by === 1)]);
      for (const job of answered.flatMap((one) => one.job ?? [])) {
        const { status, body } = await node.ask('GET', `/api/jobs/${job}`);
        const isFinished = answered.some((one) => one.finished === job);
        expect([when, status, isFinished ? body['status'] : '']).toEqual([
          when,
          200,
          isFinished ? 'done' : '',
        ]);
      }
      if (all.length >= 20) await found.indexed();
      const asked = [made.at(-1), made[0], all.at(-1)?.number, '标题', 'a-'].flatMap((one) => one ?? []);
      for (const q of asked)
        expect([when, q, await found.search({ q })]).toEqual([when, q, searchThrough(all, q, searchedByAll)]);
    } finally {
      await node.close();
    }
    return 1;
  }
});
