import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Version, Write } from '../history/history.ts';
import { type Answered, type Asking, askUntilDone, askUntilKnown } from './asking.ts';
import { type Bench, heardFrom, oneOf, type Random, whileOpen } from './bench.ts';

const records = '/api/forms/note/records';
/** So many records are written to at a time. */
const most = 12;

/** Makes records and changes them: some calls once, others with a key until it is known what came of them. */
export function writeNotes(bench: Bench, client: string, random: Random): Promise<void> {
  return whileOpen(bench, 400, random, async (round) => {
    const value = `${client}-${round}`;
    const key = bench.keys[random(Math.max(bench.keys.length, most))];
    if (key === undefined) return create(bench, client, random, value);
    const asking = oneOf(random, bench.askings);
    const seen = await readNote(bench, client, asking, key, random(2) === 0 ? bench.newest : 0);
    if (!seen) return;
    const asked = [
      'PATCH',
      `${records}/${key}`,
      { body: value },
      { 'if-match': `"${seen.revision}"` },
    ] as const;
    const answered =
      random(2) === 0
        ? await asking.ask(...asked)
        : await askUntilKnown([asking, ...bench.askings], randomUUID(), ...asked);
    note(bench, { client, key, value, after: seen.revision }, answered);
  });
}

async function create(bench: Bench, client: string, random: Random, value: string): Promise<void> {
  const body = { number: value, body: value };
  const answered =
    random(2) === 0
      ? await oneOf(random, bench.askings).ask('POST', records, body)
      : await askUntilKnown(bench.askings, randomUUID(), 'POST', records, body);
  const key = answered.outcome === 'done' ? String(answered.body['id']) : `unknown ${value}`;
  note(bench, { client, key, value, after: null }, answered);
  if (answered.outcome === 'done') bench.keys.push(key);
  // Some are left alone after a while, so that new ones come.
  if (bench.keys.length > most) bench.keys.splice(random(bench.keys.length), 1);
}

/** Notes what came of a write. */
function note(
  bench: Bench,
  write: Pick<Write, 'client' | 'key' | 'value' | 'after'>,
  { outcome, node, start, end, headers, body }: Answered,
): void {
  heardFrom(bench, headers);
  const revision = outcome === 'done' ? Number(body['revision'] ?? 0) : 0;
  bench.writes.push({ ...write, outcome, node, start, end, revision });
}

/** Reads one, and notes it; null: there was no answer. */
async function readNote(bench: Bench, client: string, asking: Asking, key: string, least: number) {
  const answered = await asking.ask('GET', `${records}/${key}?minRevision=${least}`);
  if (answered.outcome !== 'done') return null;
  const { node, start, end, headers, body } = answered;
  heardFrom(bench, headers);
  const revision = Number(body['revision']);
  bench.reads.push({ client, node, start, end, key, least, revision, value: String(body['body']) });
  return { revision };
}

/** Reads one record or a list of them, of any node, by what it knows or by what somebody has seen. */
export function readNotes(bench: Bench, client: string, random: Random): Promise<void> {
  return whileOpen(bench, 300, random, async () => {
    const asking = oneOf(random, bench.askings);
    const least = random(2) === 0 ? bench.newest : 0;
    const key = bench.keys[random(most)];
    if (key !== undefined && random(3) > 0) {
      await readNote(bench, client, asking, key, least);
      return;
    }
    const answered = await asking.ask('GET', `${records}?limit=20&sort=-modifiedAt&minRevision=${least}`);
    if (answered.outcome !== 'done') return;
    heardFrom(bench, answered.headers);
    const { node, start, end, body } = answered;
    for (const { id, revision, body: value } of body['items'] as readonly JsonObject[])
      bench.reads.push({
        client,
        node,
        start,
        end,
        key: String(id),
        least,
        revision: Number(revision),
        value: String(value),
      });
  });
}

/** Every version of every record of a form, in order, as a node tells them at the end. */
export async function versionsOf(asking: Asking, form: string): Promise<readonly Version[]> {
  const versions: Version[] = [];
  for (const key of await idsOf(asking, form)) {
    const history = `/api/forms/${form}/records/${key}/history?limit=100`;
    for (let before = ''; ; ) {
      const { body } = await askUntilDone(asking, 'GET', `${history}${before}`);
      for (const { revision, record } of body['items'] as readonly JsonObject[]) {
        const value = (record as JsonObject | null)?.['body'] ?? null;
        versions.push({ key, revision: Number(revision), value: value === null ? null : String(value) });
      }
      if (body['next'] === null || body['next'] === undefined) break;
      before = `&before=${String(body['next'])}`;
    }
  }
  return versions.sort((one, other) => one.revision - other.revision);
}

async function idsOf(asking: Asking, form: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const list = `/api/forms/${form}/records?limit=200&fields=id${cursor}`;
    const { body } = await askUntilDone(asking, 'GET', list);
    ids.push(...(body['items'] as readonly JsonObject[]).map(({ id }) => String(id)));
    if (body['next'] === null || body['next'] === undefined) return ids;
    cursor = `&cursor=${encodeURIComponent(String(body['next']))}`;
  }
}
