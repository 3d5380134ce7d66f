import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '../workshop/services/databases.ts';
import { endOurs, fillOurs, type Ours, startOurs } from './http/ours.ts';

/**
 * `node bench/long-reads.ts [sqlite|mariadb] [rows] [seconds] [rounds]`: how long a read by id and a write take while
 * eight people ask what no index answers, against the same without them, in turns.
 */
const [database = 'sqlite', rowsText = '100000', secondsText = '8', roundsText = '3'] = process.argv.slice(2);
const promised = { read: 20, write: 60 };
const people = 8;
const records = '/api/forms/bench-item/records';
const home = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
const own = database === 'mariadb' ? await freshDatabase('mariadb') : null;
const ours = await startOurs(home, 8973, own?.url);

async function ask(token: string, method: string, path: string, body?: object, etag?: number) {
  const answer = await fetch(ours.base + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(etag === undefined ? {} : { 'if-match': `"${etag}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text), text };
}

async function somebody(at: number, role: string): Promise<string> {
  const password = `measured by person ${at}`;
  const org = (ours.known.org as { id: string }).id;
  const user = await ask(ours.token, 'POST', '/api/forms/user/records', {
    number: `reader-${at}`,
    name: `Reader ${at}`,
    organisation: { id: org },
    roles: [{ role: { id: role }, organisation: { id: org } }],
  });
  const set = await ask(ours.token, 'PUT', `/api/users/${user.body.id}/password`, { password });
  if (set.status >= 300) throw new Error(set.text);
  const session = await ask('', 'POST', '/api/session', { user: `reader-${at}`, password });
  if (session.status !== 200) throw new Error(session.text);
  return session.body.token;
}

/** Answers the question that each of them asks again and again: every record is looked through, and none is found. */
const nowhere = (at: number) => {
  const facts = ['name', 'buyerName', 'email', 'remark', 'place', 'phone'];
  const any = facts.map((fact) => ({ fact, operator: 'contains', value: `nowhere ${at}` }));
  return `${records}?count=true&sort=buyerName&filter=${encodeURIComponent(JSON.stringify({ any }))}`;
};

interface Turn {
  readonly read: readonly number[];
  readonly write: readonly number[];
  readonly long: number;
}

async function turn({ token }: Ours, ids: string[], readers: readonly string[]): Promise<Turn> {
  const read: number[] = [];
  const write: number[] = [];
  let long = 0;
  const leaving = new AbortController();
  const until = performance.now() + Number(secondsText) * 1_000;
  const asking = readers.map(async (reader, at) => {
    while (performance.now() < until) {
      const answer = await fetch(ours.base + nowhere(at), {
        headers: { authorization: `Bearer ${reader}` },
        signal: leaving.signal,
      }).catch(() => null);
      const text = await answer?.text().catch(() => '');
      if (answer && answer.status !== 200 && answer.status !== 422)
        throw new Error(`a long read of person ${at}: ${answer.status} ${text}\n${ours.log()}`);
      long += answer?.status === 200 ? 1 : 0;
    }
  });
  if (readers.length > 0) await sleep(300);
  const timed = async (into: number[], work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    into.push(performance.now() - from);
  };
  const reading = async () => {
    for (let at = 0; performance.now() < until; at += 1) {
      await timed(read, async () => {
        const { status, text } = await ask(token, 'GET', `${records}/${ids[(at * 97) % ids.length]}`);
        if (status !== 200) throw new Error(`a read by id: ${status} ${text}\n${ours.log()}`);
      });
      await sleep(3);
    }
  };
  const writing = async () => {
    for (let at = 0; performance.now() < until; at += 1) {
      const path = `${records}/${ids[(at * 89) % ids.length]}`;
      const { body } = await ask(token, 'GET', path);
      await timed(write, async () => {
        const { status, text } = await ask(token, 'PATCH', path, { remark: `备注 ${at}` }, body.revision);
        if (status !== 200) throw new Error(`a write: ${status} ${text}\n${ours.log()}`);
      });
      await sleep(5);
    }
  };
  const others = Promise.all([reading(), reading(), writing()]).then(() => leaving.abort());
  await Promise.all([others, ...asking]);
  return { read, write, long };
}

function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function main(): Promise<number> {
  say(`filling ${rowsText} rows through the API …`);
  await fillOurs(ours, Number(rowsText));
  const ids = (await ours.ids(5_000))
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');
  const role = await ask(ours.token, 'POST', '/api/forms/role/records', {
    number: 'readers',
    name: 'Readers',
    grants: [{ form: 'bench-item', actions: ['read'], scope: 'all' }],
  });
  if (role.status !== 201) throw new Error(role.text);
  const readers: string[] = [];
  for (let at = 0; at < people; at += 1) readers.push(await somebody(at, role.body.id));
  const from = performance.now();
  const alone = await ask(readers[0] ?? '', 'GET', nowhere(99));
  say(`one long read by itself: ${(performance.now() - from).toFixed(0)} ms (${alone.status})`);
  await turn(ours, ids, []);
  const quiet: Turn[] = [];
  const loud: Turn[] = [];
  for (let round = 0; round < Number(roundsText); round += 1) {
    quiet.push(await turn(ours, ids, []));
    loud.push(await turn(ours, ids, readers));
  }
  say(
    `\n${database}, ${rowsText} rows, ${roundsText} rounds of ${secondsText} s, ${people} people with long reads`,
  );
  say('| | p50 alone | p99 alone | p50 beside them | p99 beside them | ratio of p99 | promised |');
  say('| --- | --: | --: | --: | --: | --: | --: |');
  let missed = 0;
  for (const what of ['read', 'write'] as const) {
    const [without, beside] = [quiet, loud].map((turns) => turns.flatMap((one) => one[what]));
    const at = (times: readonly number[] | undefined, share: number) => percentile(times ?? [], share);
    const p99 = at(beside, 0.99);
    if (p99 >= promised[what]) missed += 1;
    const cells = [at(without, 0.5), at(without, 0.99), at(beside, 0.5), p99, p99 / at(without, 0.99)];
    say(`| ${what} | ${cells.map((one) => one.toFixed(1)).join(' | ')} | < ${promised[what]} ms |`);
  }
  say(`long reads answered meanwhile: ${loud.reduce((sum, { long }) => sum + long, 0)}`);
  const metrics = await fetch(`${ours.base}/metrics`, { headers: { authorization: `Bearer ${ours.token}` } });
  say((await metrics.text()).match(/^guiju_long_reads.*$/gm)?.join('\n') ?? '');
  return missed === 0 ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  process.exitCode = await main();
} finally {
  await endOurs(ours);
  await own?.drop();
  rmSync(home, { recursive: true, force: true });
}
