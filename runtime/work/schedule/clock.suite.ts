import type { JsonObject } from '../../../metadata/common/json.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { deskAt, seller } from '../../einvoicing/issuing/desk.suite.ts';
import { license } from '../../einvoicing/issuing/license.suite.ts';
import {
  adminPassword,
  openTestNode,
  type TestNode,
  type TestNodeOptions,
} from '../../server/test-node.suite.ts';
import { asleep } from '../background/asleep.suite.ts';

/** Servers on one database whose clock the test moves, and whose work it says when to do. */
export async function nodesAt(url: string, begin: string, options: TestNodeOptions = {}, count = 1) {
  let now = Date.parse(`${begin}+08:00`);
  const nodes: TestNode[] = [];
  for (let at = 0; at < count; at++)
    nodes.push(
      await openTestNode(url, {
        packages: ['platform', 'basis', 'invoicing'],
        clock: () => now,
        wait: asleep,
        ...options,
      }),
    );
  const [first] = nodes;
  if (!first) throw new Error('no server');
  let token: string | null = null;
  /** A person who signed in has to do so again after a while. */
  const ask: TestNode['ask'] = (method, path, body, headers) =>
    first.ask(method, path, body, { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers });
  const desk = deskAt({ ...first, ask });
  await license({ ask }, seller);
  const time = {
    nodes,
    ask,
    desk,
    async move(text: string) {
      now = Date.parse(`${text}+08:00`);
      const from = { address: '::1', agent: null, requestId: 't' };
      token = (await signInAs(first.node.gate, 'admin', adminPassword, from)).token;
    },
    /** All servers at once, as time passes. */
    async at(text: string) {
      await time.move(text);
      await time.begin();
      await Promise.all(nodes.map(({ node }) => node.run('runs')));
    },
    async begin() {
      await Promise.all(nodes.map(({ node }) => node.run('schedule')));
      // Where each of them gave way to the other, the next one begins.
      if (nodes.length > 1) await first.node.run('schedule');
    },
    work: () => first.node.run('runs'),
    /** Reads the last run of a scheme or task. */
    async run(form: 'auto-issue-run' | 'automation-run', of: string): Promise<JsonObject> {
      const member = form === 'auto-issue-run' ? 'scheme' : 'task';
      const path = `${desk.records(form)}?view=manage&${member}=${of}&sort=-createdAt,-id&limit=1`;
      const [found] = (await ask('GET', path)).body['items'] as readonly JsonObject[];
      return found ? desk.read(form, String(found['id'])) : {};
    },
    async close() {
      for (const node of nodes) await node.close();
    },
  };
  return time;
}
