import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Version } from '../history/history.ts';
import { type Answered, type Asking, askUntilDone } from './asking.ts';
import { type Bench, heardFrom, oneOf, type Random, whileOpen } from './bench.ts';

/** What publications are noted under. */
export const publication = 'the package ring';

const text = (name: string, label: JsonObject) => ({ name, kind: 'text', length: 60, label });

/** The forms that are written to, every word of which says which publication it is of. */
export function ringPackage(round: number): JsonObject {
  const label = { zh: `第${round}`, en: `g${round}` };
  const form = (name: string) => ({
    name,
    kind: 'master',
    sharing: 'everybody',
    label,
    fields: [
      { ...text('number', label), required: true },
      text('body', label),
      // Comes and goes, so that tables change as well.
      ...(round % 2 === 1 ? [text(`spare${round % 3}`, label)] : []),
    ],
  });
  return {
    files: {
      'package.json': {
        name: 'ring',
        version: `1.${round}.0`,
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'rg', label },
      },
      'forms/note.json': form('note'),
      'forms/memo.json': form('memo'),
    },
  };
}

/** Another package, which is installed and taken out of service by turns. */
const side: JsonObject = {
  files: {
    'package.json': {
      name: 'side',
      version: '1.0.0',
      peerDependencies: { platform: '*' },
      guiju: { prefix: 'sd', label: { zh: '旁', en: 'Side' } },
    },
    'forms/aside.json': {
      name: 'aside',
      kind: 'master',
      sharing: 'everybody',
      label: { zh: '旁注', en: 'Aside' },
      fields: [text('number', { zh: '编码', en: 'Number' })],
    },
  },
};

/** Plans and publishes; fails nowhere: what came of it is the answer. */
export async function publish(asking: Asking, ...packages: readonly JsonObject[]): Promise<Answered> {
  return apply(asking, packages, await plan(asking, packages));
}

function plan(asking: Asking, packages: readonly JsonObject[]): Promise<Answered> {
  return asking.ask('POST', '/api/model/plan', { packages });
}

async function apply(asking: Asking, packages: readonly JsonObject[], planned: Answered): Promise<Answered> {
  const { hash } = planned.body;
  if (planned.outcome !== 'done' || !hash) return { ...planned, outcome: 'refused' };
  return asking.ask('POST', '/api/model/apply', { packages, hash });
}

/** The revision and version of what the package is by now; null: no answer. */
async function present(
  asking: Asking,
): Promise<{ readonly revision: number; readonly round: number } | null> {
  const answered = await asking.ask('GET', '/api/publishes?limit=50');
  if (answered.outcome !== 'done') return null;
  const newest = ofRing(answered.body).at(0);
  return newest ? { revision: newest.revision, round: Number(newest.value?.split('.')[1]) } : null;
}

function ofRing(body: JsonObject): readonly Version[] {
  return (body['items'] as readonly JsonObject[]).flatMap(({ revision, packages }) =>
    (packages as readonly JsonObject[])
      .filter(({ name }) => name === 'ring')
      .map(({ version }) => ({ key: publication, revision: Number(revision), value: String(version) })),
  );
}

/** Publishes a new version of the package again and again, on any node. */
export function publishRounds(bench: Bench, client: string, random: Random): Promise<void> {
  let tried = 0;
  return whileOpen(bench, 12_000, random, async () => {
    const asking = oneOf(random, bench.askings);
    const before = await present(asking);
    if (!before) return;
    const round = Math.max(tried, before.round) + 1;
    tried = round;
    const packages = [ringPackage(round)];
    const planned = await plan(asking, packages);
    // One of which nobody knew what became may have come meanwhile: then it is not known either what this one follows.
    if ((await present(asking))?.revision !== before.revision) return;
    const answered = await apply(asking, packages, planned);
    const { node, start, end, headers, body, outcome } = answered;
    heardFrom(bench, headers);
    const value = `1.${round}.0`;
    const revision = outcome === 'done' ? Number(body['revision']) : 0;
    const write = { client, key: publication, value, after: before.revision };
    bench.writes.push({ ...write, node, start, end, outcome, revision });
  });
}

/** Installs another package and takes it out of service, by turns. */
export function installAndUninstall(bench: Bench, random: Random): Promise<void> {
  return whileOpen(bench, 30_000, random, async (round) => {
    const asking = oneOf(random, bench.askings);
    if (round % 2 === 1) {
      heardFrom(bench, (await publish(asking, side)).headers);
      return;
    }
    const planned = await asking.ask('POST', '/api/publishes/uninstall/plan', { package: 'side' });
    const { hash } = planned.body;
    if (planned.outcome === 'done' && hash)
      heardFrom(bench, (await asking.ask('DELETE', `/api/packages/side?hash=${String(hash)}`)).headers);
  });
}

/** Asks what the forms are like: one answer speaks of one publication, and of none that was overtaken. */
export function describeForms(bench: Bench, client: string, random: Random): Promise<void> {
  return whileOpen(bench, 1_000, random, async () => {
    const asking = oneOf(random, bench.askings);
    const least = random(2) === 0 ? bench.newest : 0;
    const path = random(2) === 0 ? '/api/forms' : '/api/forms/note';
    const { outcome, headers, body, node, start, end } = await asking.ask(
      'GET',
      `${path}?minRevision=${least}`,
    );
    if (outcome !== 'done') return;
    heardFrom(bench, headers);
    const parts = path === '/api/forms' ? labelsOfForms(body) : labelsIn(body);
    bench.answers.push({ node, from: path, parts });
    // Which revision that was is known once all of them are.
    const value = `1.${(parts[0] ?? '').slice(1)}.0`;
    bench.reads.push({ client, node, start, end, key: publication, least, value, revision: 0 });
  });
}

function labelsOfForms(body: JsonObject): readonly string[] {
  return (body['forms'] as readonly JsonObject[])
    .filter(({ name }) => name === 'note' || name === 'memo')
    .flatMap(labelsIn);
}

/** Both languages of every label that the package says, as `g7`. */
function labelsIn(said: JsonObject): readonly string[] {
  const fields = ((said['fields'] ?? []) as readonly JsonObject[]).filter((field) =>
    ['number', 'body', 'spare0', 'spare1', 'spare2'].includes(String(field['name'])),
  );
  return [said, ...fields].flatMap(({ label }) => {
    const { zh, en } = label as JsonObject;
    return [String(en), `g${String(zh).slice(1)}`];
  });
}

/** All publications of the package, in order. */
export async function publicationsOf(asking: Asking): Promise<readonly Version[]> {
  const found: Version[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await askUntilDone(asking, 'GET', `/api/publishes?limit=100${cursor}`);
    found.push(...ofRing(body));
    if (body['next'] === null || body['next'] === undefined) break;
    cursor = `&cursor=${encodeURIComponent(String(body['next']))}`;
  }
  return found.sort((one, other) => one.revision - other.revision);
}

/** Changes two records together by a change set; one answer then has both of one change. */
export function changeTogether(
  bench: Bench,
  client: string,
  random: Random,
  pair: readonly [string, string],
): Promise<void> {
  const list = `/api/forms/memo/records?limit=10`;
  return whileOpen(bench, 6_000, random, async (round) => {
    const asking = oneOf(random, bench.askings);
    const before = await asking.ask('GET', `${list}&minRevision=${bench.newest}`);
    if (before.outcome !== 'done') return;
    const items = before.body['items'] as readonly JsonObject[];
    bench.answers.push({ node: before.node, from: list, parts: items.map(({ body }) => String(body)) });
    const value = `${client}-${round}`;
    const changes = pair.map((record) => ({
      action: 'change',
      form: 'memo',
      record,
      body: { body: value },
      ifMatch: Number(items.find(({ id }) => id === record)?.['revision'] ?? 0),
    }));
    const made = await asking.ask('POST', '/api/changesets', { items: changes });
    if (made.outcome !== 'done') return;
    const path = `/api/changesets/${String(made.body['id'])}/publish`;
    const match = { 'if-match': `"${String(made.body['revision'])}"` };
    const { outcome, headers, node, start, end } = await oneOf(random, bench.askings).ask(
      'POST',
      path,
      {},
      match,
    );
    heardFrom(bench, headers);
    for (const { record, ifMatch } of changes)
      bench.writes.push({
        client,
        key: record,
        // No value is written twice: each record's is noted with its name.
        value: `${record} ${value}`,
        after: ifMatch,
        outcome,
        node,
        start,
        end,
        revision: 0,
      });
  });
}
