import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { Ending } from './ending.ts';
import { HelperProcess } from './helper-process.ts';
import { SideThread } from './side-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'ending-'));
afterAll(() => rmSync(folder, { recursive: true }));

const failed = (why: string) => () => new Error(why);

function program(name: string, text: string): URL {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, text);
  return pathToFileURL(path);
}

interface Answering {
  ask(): Promise<object>;
  end(): Promise<void>;
}

/** Both answer so many times, and then no more. */
function thread(times: number): Answering {
  const text = `import { parentPort } from 'node:worker_threads';
    let left = ${times};
    parentPort.on('message', () => {
      if (left-- > 0) parentPort.postMessage({ type: 'done', bytes: new Uint8Array(1_000) });
    });`;
  const about = { script: program(`thread${times}`, text), tooSlow: failed('slow'), ended: failed('ended') };
  const asked = new SideThread<object, { readonly type: string }>(about);
  return { ask: () => asked.ask({}), end: () => asked.end() };
}

function helper(times: number): Answering {
  const text = `let left = ${times};
    process.on('message', () => {
      if (left-- > 0) process.send({ bytes: new Uint8Array(1_000) });
    });`;
  const options = { heap: 256, memory: 1_024, ended: failed('ended'), tooSlow: failed('slow') };
  const asked = new HelperProcess<object, object>(program(`helper${times}`, text), options);
  return { ask: () => asked.ask({ bytes: new Uint8Array(0) }, 30_000), end: () => asked.end() };
}

describe.each([
  ['a thread', thread],
  ['a process', helper],
])('%s that answers', (_name, open) => {
  it('keeps nothing of what it has answered', async () => {
    const answering = open(4);
    const answers: WeakRef<object>[] = [];
    for (let times = 0; times < 3; times += 1) answers.push(new WeakRef(await answering.ask()));
    // The last one may still be on its way through the event loop.
    await answering.ask();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    await sleep(20);
    collect();
    expect(answers.map((one) => one.deref())).toEqual([undefined, undefined, undefined]);
    await answering.end();
  });

  it('fails whoever waits when it ends, and whoever comes later', async () => {
    const answering = open(1);
    await answering.ask();
    const waits = answering.ask().catch(({ message }) => message);
    await answering.end();
    expect(await waits).toBe('ended');
    await expect(answering.ask()).rejects.toThrow();
  });
});

describe('an end', () => {
  it('fails all who wait, with what came first', async () => {
    const ending = new Ending();
    const never = new Promise<never>(() => {});
    const waiting = [ending.or(never), ending.or(never)].map((one) => one.catch(({ message }) => message));
    ending.come(new Error('first'));
    ending.come(new Error('second'));
    expect(await Promise.all(waiting)).toEqual(['first', 'first']);
    await expect(ending.or(Promise.resolve('late'))).rejects.toThrow('first');
  });
});
