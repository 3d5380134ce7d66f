import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../runtime/cli/captured-terminal.suite.ts';
import { itLong } from '../workshop/it-long.ts';
import { freePort } from '../workshop/services/mariadbd.ts';
import { type Change, type Options, openParams, type Params } from './src/index.ts';
import { fileKeep } from './src/node.ts';

const run = promisify(execFile);
const password = 'correct horse battery';
const timeout = 'sim_config.sim_callback_request_timeout';
/** Nobody asks in the time a test takes: what arrives was pushed. */
const never = 3_600_000;

/** A network between client and server, which may be slow, or not there. */
async function network(target: () => number) {
  let delay = 0;
  const sockets = new Set<Socket>();
  const pass = (from: Socket, to: Socket) =>
    from.on('data', async (bytes) => {
      if (delay > 0) await sleep(delay);
      to.write(bytes);
    });
  const server: Server = createServer((near) => {
    const far = connect(target(), '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      pass(one, other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    slow(milliseconds: number) {
      delay = milliseconds;
    },
    /** Every connection there is breaks. */
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    close: () => server.close(),
  };
}

describe('the client', () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-client-'));
  const data = join(home, 'data');
  /** The data folder as a backup would bring it back. */
  const past = join(home, 'past');
  const opened: Params<Record<string, unknown>>[] = [];
  let port: number;
  let server: ChildProcess;
  let between: Awaited<ReturnType<typeof network>>;
  let admin: string;
  let token: string;

  /** As somebody starts it; killed and stopped as a process is. */
  async function start(): Promise<void> {
    server = spawn(process.execPath, ['boot.mjs', 'start', '--no-demo'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        GUIJU_HOME: data,
        GUIJU_ADMIN_PASSWORD: password,
      },
    });
    for (let tries = 0; ; tries += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      if (answer?.ok) return;
      if (server.exitCode !== null || tries > 600) throw new Error('the server did not start');
      await sleep(100);
    }
  }
  async function stop(signal: NodeJS.Signals): Promise<void> {
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }
  async function call(method: string, path: string, body?: object, headers = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
  /** Answers its revision. */
  async function set(value: number): Promise<number> {
    const path = '/api/params/sim_config/sim_callback_request_timeout';
    const { own } = (await (await call('GET', path)).json()) as { own: { revision: number }[] };
    const seen = own[0] ? { 'if-match': `"${own[0].revision}"` } : {};
    const answer = await call('PUT', path, { value }, seen);
    expect([200, 201]).toContain(answer.status);
    return Number(answer.headers.get('guiju-revision'));
  }
  function open(client: string, more: Partial<Options> = {}) {
    const params = openParams<Record<string, unknown>>({
      url: between.url,
      token,
      client,
      poll: never,
      report: never,
      ...more,
    });
    opened.push(params);
    return params;
  }
  const definitions = { [timeout]: { schema: { type: 'integer' }, unset: 1_200 } };
  const within = { timeout: 40_000 };
  /** Nothing asks meanwhile: what arrives says that the stream is open, whose end is then heard. */
  async function pushed(params: Params<Record<string, unknown>>, value: number): Promise<void> {
    await set(value);
    await expect.poll(() => params.get(timeout), within).toBe(value);
  }

  beforeAll(async () => {
    port = await freePort();
    between = await network(() => port);
    await start();
    const session = await call('POST', '/api/session', { user: 'admin', password });
    ({ token: admin } = (await session.json()) as { token: string });
    const made = await call('POST', '/api/me/tokens', { name: 'erp', scopes: ['read'] });
    ({ token } = (await made.json()) as { token: string });
    await set(600);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(opened.map((params) => params.close()));
    between.close();
    await stop('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });

  it('reads at once what the server says, hears of changes, and tells what it reads', async () => {
    const params = open('erp/4.2', { keep: fileKeep(join(home, 'erp.json')), definitions, report: 300 });
    expect([params.get(timeout), params.state().source]).toEqual([1_200, 'built-in']);
    expect(await params.ready(20_000)).toMatchObject({ source: 'server', connected: true, trouble: null });
    expect(params.get(timeout)).toBe(600);
    const changes: Change[] = [];
    const stop = params.onChange(timeout, (change) => changes.push(change));
    const revision = await set(700);
    await expect.poll(() => params.get(timeout), within).toBe(700);
    expect(await params.atLeast(revision)).toBe(true);
    expect(changes).toEqual([{ name: timeout, from: 600, to: 700, revision: expect.any(Number) }]);
    stop();
    const readers = async () => {
      const answer = await call('GET', '/api/params/sim_config/sim_callback_request_timeout/readers');
      const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
      return items.map(({ client, version, many, revision: has }) => [client, version, many, has]);
    };
    await expect.poll(readers, within).toEqual([['erp', '4.2', false, params.state().revision]]);
  });

  it('refuses what it was not built to read, and goes on with what was good', async () => {
    const schema = { type: 'integer', maximum: 750 };
    const params = open('strict', { definitions: { [timeout]: { schema, unset: 1_200 } } });
    await params.ready(20_000);
    const heard: Change[] = [];
    params.onChange((change) => heard.push(change));
    await params.atLeast(await set(9_000));
    expect([params.get(timeout), heard]).toEqual([700, []]);
    expect(params.state().refused).toEqual([{ name: timeout, reason: expect.stringContaining('750') }]);
    await params.atLeast(await set(720));
    expect([params.get(timeout), params.state().refused]).toEqual([720, []]);
  });

  it('asks where no stream gets through', async () => {
    const plain: typeof fetch = async (url, init) =>
      String(url).includes('/api/watch') ? new Response('', { status: 404 }) : fetch(url, init);
    const params = open('asking', { poll: 100, fetch: plain });
    await params.ready(20_000);
    await set(730);
    await expect.poll(() => params.get(timeout), within).toBe(730);
  });

  it('asks no address that names a user, and says so', async () => {
    const params = open('named', { url: between.url.replace('//', '//me:s3cr3t@') });
    await params.ready(200);
    await expect.poll(() => params.state().trouble, within).toBe('url-with-user');
  });

  it('never waits for a server that is slow, and says so', async () => {
    const params = open('hasty', { patience: 400 });
    await params.ready(20_000);
    between.slow(2_000);
    const revision = await set(740);
    void params.atLeast(revision, 100);
    await expect.poll(() => params.state().trouble, within).toBe('unreachable');
    expect([params.get(timeout), params.state().connected]).toEqual([730, false]);
    between.slow(0);
    between.cut();
    expect(await params.atLeast(revision, 40_000)).toBe(true);
    expect(params.get(timeout)).toBe(740);
  });

  it('lives on when the server is killed, starts without it, and hears of what comes after', async () => {
    const file = join(home, 'lasting.json');
    const before = open('lasting', { keep: fileKeep(file) });
    await before.ready(20_000);
    await pushed(before, 735);
    await pushed(before, 740);
    const { revision } = before.state();
    const kept = () => (JSON.parse(readFileSync(file, 'utf8')) as { revision: number }).revision;
    await expect.poll(kept, within).toBe(revision);
    await stop('SIGKILL');
    cpSync(data, past, { recursive: true });
    await expect.poll(() => before.state().connected, within).toBe(false);
    expect(before.get(timeout)).toBe(740);
    const after = open('lasting', { keep: fileKeep(file) });
    const { age, ...state } = await after.ready();
    expect(state).toMatchObject({ source: 'snapshot', connected: false, revision, trouble: 'unreachable' });
    expect([after.get(timeout), age !== null && age >= 0]).toEqual([740, true]);
    const bare = open('bare', { definitions });
    expect(await bare.ready()).toMatchObject({ source: 'built-in', revision: 0, age: null });
    expect(bare.get(timeout)).toBe(1_200);
    writeFileSync(join(home, 'torn.json'), readFileSync(file, 'utf8').slice(0, 50));
    const torn = open('torn', { keep: fileKeep(join(home, 'torn.json')), definitions });
    await torn.ready();
    expect([torn.get(timeout), torn.state().source]).toEqual([1_200, 'built-in']);
    const elsewhere = open('elsewhere', { keep: fileKeep(file), org: 'root', definitions });
    await elsewhere.ready();
    expect(elsewhere.get(timeout)).toBe(1_200);

    await start();
    for (const params of [before, after, bare, torn, elsewhere])
      await expect.poll(() => params.get(timeout), within).toBe(740);
    await set(760);
    for (const params of [before, after, bare, torn, elsewhere])
      await expect.poll(() => params.get(timeout), within).toBe(760);
  }, 120_000);

  itLong(
    'does not go back with a server that has not seen what it has',
    async () => {
      const params = open('steady');
      await params.ready(20_000);
      await pushed(params, 780);
      const { revision } = params.state();
      await stop('SIGKILL');
      rmSync(data, { recursive: true });
      cpSync(past, data, { recursive: true });
      await start();
      await expect.poll(() => params.state().trouble, within).toBe('server-behind');
      expect([params.get(timeout), params.state().revision]).toEqual([780, revision]);
    },
    180_000,
  );

  itLong(
    'is built and installed as a package, and the programs of its README run',
    async () => {
      const folder = join(home, 'erp');
      const installed = join(folder, 'node_modules/guiju-client');
      mkdirSync(installed, { recursive: true });
      const tsc = 'node_modules/ts7/bin/tsc';
      await run(process.execPath, [tsc, '-p', 'client/tsconfig.json', '--outDir', join(installed, 'dist')]);
      for (const name of ['package.json', 'README.md'])
        writeFileSync(join(installed, name), readFileSync(`client/${name}`));
      const environment = { GUIJU_HOME: data };
      for (const [file, ...words] of [['guiju-params.ts'], ['guiju-forms.ts', '--forms']] as const) {
        const { out, code, err } = await cli(['types', ...words], { environment });
        expect([code, err]).toEqual([0, '']);
        writeFileSync(join(folder, file), out);
      }
      const readme = readFileSync('client/README.md', 'utf8');
      const programs = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, lines = '']) => lines);
      const names = ['records.ts', 'params.ts'] as const;
      expect(programs).toHaveLength(names.length);
      for (const [at, name] of names.entries()) writeFileSync(join(folder, name), programs[at] ?? '');
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes'];
      const types = ['--types', 'node', '--typeRoots', join(process.cwd(), 'node_modules/@types')];
      const modules = ['--module', 'nodenext', '--target', 'es2023', '--allowImportingTsExtensions'];
      const files = names.map((name) => join(folder, name));
      const checked = await run(process.execPath, [
        ...[tsc, '--noEmit', '--ignoreConfig', ...strict, ...types, ...modules, ...files],
      ]).catch(({ stdout }: { stdout: string }) => ({ stdout }));
      expect(checked.stdout).toBe('');
      await set(790);
      const made = await call('POST', '/api/me/tokens', { name: 'erp writes', scopes: ['read', 'write'] });
      const { token: writing } = (await made.json()) as { token: string };
      const says = async (name: string, own: string) => {
        const env = { ...process.env, GUIJU_URL: between.url, GUIJU_TOKEN: own };
        return (await run(process.execPath, [name], { cwd: folder, env })).stdout;
      };
      expect(await says('records.ts', writing)).toBe('Example Ltd\n');
      expect(await says('params.ts', token)).toMatch(/^(1200 → 790\n)?server \d+ \d+ 790\n$/);
      expect(JSON.parse(readFileSync(join(folder, 'guiju-params.json'), 'utf8'))).toMatchObject({
        version: 1,
      });
    },
    120_000,
  );
});
