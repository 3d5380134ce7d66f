import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Installed } from '../model/packages/package-store.ts';
import type { TestAnswer, TestNode } from './test-node.suite.ts';

const at = (path: string) => new URL(path, import.meta.url).href;

/**
 * A test node in a process of its own, with all that goes on behind it, which can be stopped as a paused machine is.
 */
export interface ProcessNode extends Pick<TestNode, 'ask'> {
  /** Its name in leases. */
  readonly id: string;
  /** The lines of its log. */
  readonly said: readonly string[];
  publish(installed: Installed): Promise<Published>;
  /** Moves its clock on. */
  pass(milliseconds: number): Promise<void>;
  /** Reads its model's fields of a form, and how many tables are not as that wants them. */
  look(form: string): Promise<Look>;
  stop(): void;
  go(): void;
  end(): Promise<void>;
}

interface Published {
  readonly revision?: number;
  /** Name of the error that it came to. */
  readonly failed?: string;
}

interface Look {
  readonly model: number;
  /** Kinds of the fields by their names. */
  readonly fields: Readonly<Record<string, string>>;
  readonly unplanned: number;
}

export interface ProcessNodeParts {
  readonly url: string;
  /** The address at which a bureau listens that issues. */
  readonly bureau: string;
  readonly packages: readonly string[];
  /** Milliseconds that each lease may stand without a heartbeat. */
  readonly lasts: number;
  /** Milliseconds that a transaction may. */
  readonly idle: number;
}

interface NodeTask {
  readonly does: 'ask' | 'publish' | 'pass' | 'look';
  readonly given: readonly (Json | undefined)[];
}

const program = ({ url, bureau, packages, lasts, idle }: ProcessNodeParts) => `
  import { createLog } from '${at('../config/log.ts')}';
  import { createDomains } from '${at('../domains.ts')}';
  import { leasedWork } from '${at('../database/leased-work.ts')}';
  import { installedFrom } from '${at('../model/publish/publisher.ts')}';
  import { asTimePasses } from '${at('../work/background/run-in-background.ts')}';
  import { openTestNode } from '${at('./test-node.suite.ts')}';
  import { planTables } from '${at('../storage/tables/plan-tables.ts')}';
  for (const work of Object.keys(leasedWork)) leasedWork[work] = ${lasts};
  let ahead = 0;
  const tell = async (path, id) => {
    const answer = await fetch('${bureau}' + path, { method: 'POST', body: JSON.stringify({ id }) });
    return answer.json();
  };
  const channel = {
    name: 'naive', simulated: true, credit: async () => null,
    issue: ({ id }) => tell('issue', id), query: (id) => tell('query', id),
  };
  const node = await openTestNode('${url}', {
    packages: ${JSON.stringify(packages)},
    clock: () => Date.now() + ahead,
    budgets: { idle: ${idle} },
    log: createLog('warn', { write: (said) => process.send({ said }) }),
    domains: createDomains({ channels: () => async () => channel }),
    wait: (every, stopping) => asTimePasses(Math.min(every, 200), stopping),
  });
  const { tenant } = node;
  const does = {
    async ask(...asked) {
      const { status, headers, body } = await node.ask(...asked);
      return { status, headers: [...headers], body };
    },
    async publish(files) {
      try {
        return { revision: await node.publish([installedFrom(new Map(Object.entries(files)))]) };
      } catch (error) {
        return { failed: error.code ?? error.name };
      }
    },
    async pass(milliseconds) {
      ahead += milliseconds;
      await node.setClock();
      return null;
    },
    async look(form) {
      const { model } = tenant.served();
      const fields = [...(model.forms.get(form)?.byName ?? [])].map(([name, { kind }]) => [name, kind.name]);
      const { changes } = await planTables(tenant.database, model);
      return { model: tenant.service()?.revision ?? 0, fields: Object.fromEntries(fields), unplanned: changes.length };
    },
  };
  process.on('message', ({ number, asked }) => {
    does[asked.does](...asked.given.map((one) => one ?? undefined)).then(
      (answer) => process.send({ number, answer }),
      (error) => process.send({ number, broken: String(error.stack) }),
    );
  });
  process.on('disconnect', () => process.exit());
  process.send({ id: tenant.node });
`;

export async function startProcessNode(parts: ProcessNodeParts): Promise<ProcessNode> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(parts)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const said: string[] = [];
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const ready = Promise.withResolvers<string>();
  let asked = 0;
  child.on('exit', () => {
    const gone = new Error('the process has ended');
    ready.reject(gone);
    for (const { reject } of waiting.values()) reject(gone);
  });
  child.on('message', (heard: Message) => {
    if (heard.said !== undefined) said.push(heard.said);
    if (heard.id !== undefined) ready.resolve(heard.id);
    const own = heard.number === undefined ? undefined : waiting.get(heard.number);
    if (heard.number === undefined || !own) return;
    waiting.delete(heard.number);
    if (heard.broken === undefined) own.resolve(heard.answer);
    else own.reject(new Error(heard.broken));
  });
  /** The process answers in the shape that its program gives. */
  const send = <T>(does: NodeTask['does'], ...given: NodeTask['given']): Promise<T> => {
    const own = Promise.withResolvers<unknown>();
    asked += 1;
    waiting.set(asked, own);
    child.send({ number: asked, asked: { does, given } });
    return own.promise as Promise<T>;
  };
  const id = await ready.promise;
  return {
    id,
    said,
    async ask(method, path, body, headers = {}): Promise<TestAnswer> {
      const sent = await send<Sent>('ask', method, path, body, headers);
      return { ...sent, headers: new Headers(sent.headers) };
    },
    publish: ({ files }) => send('publish', Object.fromEntries(files)),
    pass: (milliseconds) => send('pass', milliseconds),
    look: (form) => send('look', form),
    stop: () => void child.kill('SIGSTOP'),
    go: () => void child.kill('SIGCONT'),
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGCONT');
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** A message from the process. */
interface Message {
  readonly said?: string;
  readonly id?: string;
  readonly number?: number;
  readonly answer?: Json;
  readonly broken?: string;
}

interface Sent {
  readonly status: number;
  readonly headers: [string, string][];
  readonly body: JsonObject;
}
