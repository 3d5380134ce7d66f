import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../metadata/common/json.ts';
import { type Disk, makeDisk } from './place/disk.ts';
import { galeraPrograms } from './place/galera.ts';
import { type Members, startMembers } from './place/members.ts';
import { makeNode, type RingNode } from './place/node.ts';
import { type Outside, openOutside } from './place/outside.ts';
import { type Asking, askingOf, askUntilDone, type Counts } from './work/asking.ts';
import { publish, ringPackage } from './work/publishing.ts';

/** Three members of a Galera, servers of ours beside them, and a world outside. */
export interface Ring {
  readonly members: Members;
  /** Of the servers. */
  readonly database: string;
  readonly nodes: readonly RingNode[];
  readonly askings: readonly Asking[];
  readonly outside: Outside;
  readonly home: Disk | null;
  readonly counts: Counts;
  /** Seconds by which all clocks are ahead of this machine's. */
  readonly clocks: number;
  /** The credential of all who ask. */
  readonly token: () => string;
  end(): Promise<void>;
}

const password = 'correct horse battery';
const database = 'guiju';
/** Clocks in Berlin are put back an hour a few minutes after a run has begun. */
const beforeChange = '2026-10-25T00:55:00Z';
const zone = 'Europe/Berlin';

export async function openRing(count: number): Promise<Ring> {
  const { clock: library } = await galeraPrograms();
  const clocks = Math.round((Date.parse(beforeChange) - Date.now()) / 1_000);
  const members = await startMembers(clocks);
  const { folder } = members;
  const outside = await openOutside();
  const home = makeDisk(join(folder, 'home'), 200);
  mkdirSync(join(folder, 'home', 'data'), { recursive: true });
  chmodSync(join(folder, 'home', 'data'), 0o700);
  const nodes: RingNode[] = [];
  const end = async () => {
    for (const node of nodes) await node.end();
    await outside.end();
    home?.end();
    await members.end();
  };
  try {
    for (let at = 0; at < count; at += 1) {
      const turned = [...members.all.slice(at % 3), ...members.all.slice(0, at % 3)];
      const node = await makeNode({
        name: `n${at + 1}`,
        members: turned,
        database,
        home: join(folder, 'home', 'data'),
        folder,
        clock: library,
        environment: { GUIJU_SECRET: '07'.repeat(32), GUIJU_ADMIN_PASSWORD: password, TZ: zone },
      });
      node.clock.set(clocks);
      nodes.push(node);
      await node.start();
    }
    const counts: Counts = new Map();
    let token = '';
    const askings = nodes.map((node) => askingOf(node, () => token, counts));
    const [asking] = askings;
    if (!asking) throw new Error('a ring has nodes');
    const signedIn = await askUntilDone(asking, 'POST', '/api/session', { user: 'admin', password });
    token = String(signedIn.body['token']);
    // A token has no end that a clock could bring about.
    const made = await askUntilDone(asking, 'POST', '/api/me/tokens', {
      name: 'ring',
      scopes: ['read', 'write', 'administer', 'publish'],
    });
    token = String(made.body['token']);
    await inZone(asking);
    const published = await publish(asking, ringPackage(1));
    if (published.outcome !== 'done') throw new Error(JSON.stringify(published.body));
    return { members, database, nodes, askings, outside, home, counts, clocks, token: () => token, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The organisation lives where clocks are changed. */
async function inZone(asking: Asking): Promise<void> {
  const path = '/api/forms/organisation/records';
  const { body } = await askUntilDone(asking, 'GET', `${path}?view=manage&limit=10`);
  const [root] = body['items'] as readonly JsonObject[];
  const match = { 'if-match': `"${String(root?.['revision'])}"` };
  await askUntilDone(asking, 'PATCH', `${path}/${String(root?.['id'])}`, { timezone: zone }, match);
}
