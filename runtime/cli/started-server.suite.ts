import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../metadata/common/json.ts';
import { freePort } from '../../workshop/services/mariadbd.ts';

const boot = fileURLToPath(new URL('../../boot.mjs', import.meta.url));
const password = 'correct horse battery';

export interface Answered {
  readonly status: number;
  /** Empty where the answer is no JSON. */
  readonly body: JsonObject;
}

/** A server as people start it: a process of its own, which can be ended and killed. */
export class StartedServer {
  readonly #child: ChildProcess;
  readonly #base: string;
  #complaint = '';
  /** Whom it is asked by. */
  token = '';

  /** Answers once it is ready. `words`: of the engine, in front of the program. */
  static async start(
    env: Readonly<Record<string, string>>,
    words: readonly string[] = [],
  ): Promise<StartedServer> {
    const started = new StartedServer(await freePort(), env, words);
    while (!(await started.#isReady())) {
      if (started.#child.exitCode !== null) throw new Error(started.#complaint);
      await sleep(50);
    }
    return started;
  }

  private constructor(port: number, env: Readonly<Record<string, string>>, words: readonly string[]) {
    this.#base = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [...words, boot, 'start'], {
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(port),
        LOG_LEVEL: 'error',
        GUIJU_ADMIN_PASSWORD: password,
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child.stderr?.on('data', (text) => {
      this.#complaint += String(text);
    });
  }

  /** What it wrote where errors go. */
  get complaint(): string {
    return this.#complaint;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** From now on its administrator asks. */
  async signIn(): Promise<void> {
    const { body } = await this.right('POST', '/api/session', { user: 'admin', password });
    this.token = String(body['token']);
  }

  /** Text that is sent is csv. */
  async ask(method: string, path: string, body?: object | string): Promise<Answered> {
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    const answer = await fetch(this.#base + path, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? (JSON.parse(text) as JsonObject) : {} };
  }

  /** The same, where nothing else than success will do. */
  async right(method: string, path: string, body?: object | string): Promise<Answered> {
    const answer = await this.ask(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }

  /** Answers how it ended; null: it was killed. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (!this.isRunning) return this.#child.exitCode;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  #isReady(): Promise<boolean> {
    return fetch(`${this.#base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
