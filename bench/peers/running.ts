import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sender } from './client.ts';
import { processorTimeOf } from './process-tree.ts';
import type { Known, Made, Send, System } from './system.ts';

/** A system with its process, started and stopped as often as it takes. */
export class Running {
  readonly system: System;
  readonly port: number;
  readonly send: Send;
  /** Records that are there from the beginning on, and those that were made since. */
  readonly records: Known[] = [];
  readonly made: Known[] = [];
  /** Number of the next record that is made. */
  next = 0;
  #child: ChildProcess | null = null;
  #said = '';
  #headers: Readonly<Record<string, string>> = {};
  readonly #settings: string;

  constructor(make: Made, { home, data, port }: { home: string; data: string; port: number }) {
    this.#settings = join(data, 'settings.jsonl');
    this.port = port;
    mkdirSync(join(data, 'own'), { recursive: true });
    this.system = make({ installed: home, data: join(data, 'own'), port, settings: this.#settings });
    this.send = sender(port, () => this.#headers);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Answers how long it took until it answered, by the clock and of processors. */
  async start(): Promise<{ readonly clock: number; readonly processor: number }> {
    const began = performance.now();
    const child = this.system.launch();
    this.#child = child;
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (some: Buffer) => {
        this.#said = `${this.#said}${some.toString()}`.slice(-3_000);
      });
    while (!(await this.#isUp())) {
      if (child.exitCode !== null || performance.now() - began > 600_000)
        throw new Error(`${this.system.name} did not start: ${this.#said}`);
      await sleep(20);
    }
    const clock = performance.now() - began;
    const processor = processorTimeOf(this.pid);
    this.#headers = await this.system.signIn(this.send);
    return { clock, processor };
  }

  /** As light as can be: whoever waits must not take the processor from whoever starts. */
  #isUp(): Promise<boolean> {
    return new Promise((resolve) => {
      const { port } = this;
      const asked = get({ host: '127.0.0.1', port, path: this.system.ready }, (answer) => {
        answer.resume();
        resolve((answer.statusCode ?? 500) < 300);
      });
      asked.on('error', () => resolve(false));
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(late);
    this.#headers = {};
  }

  /** Waits until what follows its answers is done as well. */
  async rest(): Promise<void> {
    for (let turns = 0; turns < 20; turns += 1) {
      const before = processorTimeOf(this.pid);
      await sleep(250);
      if (processorTimeOf(this.pid) - before <= 20) return;
    }
  }

  /** How its connections to SQLite are set, as they said themselves; null where nobody looked. */
  settings(): string | null {
    try {
      const lines = readFileSync(this.#settings, 'utf8').trimEnd().split('\n');
      return [...new Set(lines)].join(' ');
    } catch {
      return null;
    }
  }
}
