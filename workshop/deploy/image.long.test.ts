import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../services/mariadbd.ts';
import { readDeployFile } from './deploy-files.ts';
import { readDockerfile } from './dockerfile.ts';
import { folderOf, layImage, layNode, seal } from './lay-image.ts';
import { password, type Running, startListening } from './running.ts';

const stages = readDockerfile(readDeployFile('Dockerfile'));
const said = (what: string) => stages.at(-1)?.steps.find(({ does }) => does === what)?.rest ?? '';
const list = (what: string): string[] => JSON.parse(/\[.*\]/.exec(said(what))?.[0] ?? '[]');
const [uid = 0, gid = 0] = said('USER').split(':').map(Number);

describe('what the Dockerfile makes', () => {
  let folder: string;
  let root: string;
  let env: NodeJS.ProcessEnv;
  let server: Running | null = null;
  // Only root can become somebody else.
  const user = userInfo().uid === 0 ? { uid, gid } : { uid: userInfo().uid, gid: userInfo().gid };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-image-'));
    chmodSync(folder, 0o755);
    root = layImage(stages, folder);
    seal(root);
    const port = await freePort();
    env = {
      PATH: layNode(join(folder, 'bin')),
      GUIJU_HOME: folderOf(user, join(folder, 'data')),
      TMPDIR: folderOf(user, join(folder, 'tmp')),
      PORT: String(port),
      GUIJU_ADMIN_PASSWORD: password,
      LOG_LEVEL: 'warn',
    };
  }, 900_000);
  afterAll(async () => {
    await server?.stop();
    spawnSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  const healthy = () => {
    const [program = '', ...args] = list('HEALTHCHECK');
    return spawnSync(program, args, { env, ...user, cwd: join(root, 'app') }).status;
  };

  it('starts as a user who writes nothing but data, is found healthy, and stops when told', async () => {
    expect(uid).toBeGreaterThan(0);
    expect(healthy()).toBe(1);
    const command = [...list('ENTRYPOINT'), ...list('CMD')].map((word) =>
      word.startsWith('/app') ? join(root, word) : word,
    );
    expect(command.at(-1)).toBe('start');
    server = await startListening(command, Number(env['PORT']), { env, ...user, cwd: join(root, 'app') });
    expect(healthy()).toBe(0);

    const ask = (path: string, more: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${server?.port}${path}`, more);
    const json = { 'content-type': 'application/json' };
    const signedIn = await ask('/api/session', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ user: 'admin', password }),
    });
    const { token } = (await signedIn.json()) as { token: string };
    const headers = { ...json, authorization: `Bearer ${token}` };
    const begins = async (path: string) => (await (await ask(path, { headers })).text()).slice(0, 15);
    expect(await begins('/forms/user')).toMatch(/^<!doctype html/i);
    expect(await begins('/api/forms/organisation/export')).toMatch(/^PK/);
    const made = await ask('/api/forms/invoice-application/records', { method: 'POST', headers, body: '{}' });
    const { id } = (await made.json()) as { id: string };
    const page = `/api/forms/invoice-application/records/${id}/prints/application?view=manage`;
    expect(await begins(page)).toMatch(/^%PDF/);

    expect(await server.stop()).toBe(0);
    server = null;
    expect(healthy()).toBe(1);
    expect(await readdir(join(folder, 'data'))).toContain('guiju.db');
  });

  it('has neither sources nor what it was built with', async () => {
    const files = await readdir(join(root, 'app'), { recursive: true });
    const own = files.filter((file) => !file.startsWith('node_modules'));
    expect(own.filter((file) => file.endsWith('.ts') || file.includes('.test.'))).toEqual([]);
    const modules = await readdir(join(root, 'app/node_modules'));
    for (const name of ['node', 'vite', 'vitest', 'typescript', 'lit']) expect(modules).not.toContain(name);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const has = (name: string) => existsSync(join(root, 'app/node_modules', name, 'package.json'));
    expect(Object.keys(dependencies).filter((name) => !has(name))).toEqual([]);
  });
});
