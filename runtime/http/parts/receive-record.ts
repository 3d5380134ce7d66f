import { createHash } from 'node:crypto';
import type { Problem } from '../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { mostOf } from '../../../metadata/kinds/common/file-value.ts';
import type { Field } from '../../../metadata/model.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import { bringFile } from '../../storage/store/body/bring-file.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import type { Ask, Received } from '../pipeline/ask.ts';
import { boundaryOf, type Part, partsOf } from '../pipeline/multipart.ts';
import { readJson } from '../pipeline/read-body.ts';
import { bodyTooLarge, bodyWrong } from '../pipeline/refusals.ts';
import { fieldNamed } from './field-named.ts';

const tooMany = refusal('multipart-parts', 413);

/** Parts that are files. */
const mostFiles = 200;

/** A record that came with its files, which stand among the uploads of whoever sent it until it is saved. */
interface SentRecord {
  readonly body: JsonObject;
  /** Ids of its files; to give up what a record holds changes nothing. */
  readonly uploads: readonly string[];
}

/** A file that came for a field, by the name of its part. */
interface BroughtPart {
  readonly field: Field;
  /** `lines[0].scan` as `['lines', '0', 'scan']`. */
  readonly steps: readonly string[];
  readonly id: string;
}

/**
 * Takes in a record as a form of several parts: `record` is its JSON, and every other part a file for the field that it
 * is named by, `papers` or, in a row, `lines[0].scan`. None of it is held in memory but the JSON. Null: it is JSON alone.
 */
export async function receiveRecord(ask: Ask): Promise<Received | null> {
  const boundary = boundaryOf(ask.header('content-type'));
  if (boundary === null) return null;
  const hash = createHash('sha256');
  const brought: BroughtPart[] = [];
  const problems: Problem[] = [];
  try {
    let record: Json = {};
    const counts = new Map<string, number>();
    for await (const part of partsOf(ask.request.body, boundary)) {
      // Names cannot be taken for contents: each is told by its length.
      hash.update(JSON.stringify([part.name, part.filename]));
      if (part.filename === null) record = await readRecord(ask, part, (some) => hash.update(some));
      else {
        if (brought.length + problems.length >= mostFiles) throw tooMany({ most: mostFiles });
        const digest = createHash('sha256');
        const got = await taken(ask, part, counts, (some) => digest.update(some));
        hash.update(digest.digest());
        if ('code' in got) problems.push(got);
        else brought.push(got);
      }
    }
    if (!isObject(record)) throw bodyWrong({}, [{ path: '', code: 'object-expected' }]);
    const body = placed(record, brought, problems);
    if (problems.length > 0) throw contentWrong({ count: problems.length }, problems);
    const value: SentRecord = { body, uploads: brought.map(({ id }) => id) };
    return { value, digest: hash.digest('hex'), giveUp: () => giveUp(ask, value.uploads) };
  } catch (error) {
    await giveUp(
      ask,
      brought.map(({ id }) => id),
    );
    throw error;
  }
}

/** Saves what was sent, as JSON or with its files, which are given up where it is refused for good. */
export async function withSent<T>(
  ask: Ask,
  json: () => Promise<JsonObject>,
  save: (body: JsonObject) => Promise<T>,
): Promise<T> {
  const sent = (await ask.received())?.value as SentRecord | undefined;
  if (!sent) return save(await json());
  try {
    const saved = await save(sent.body);
    // A try before this one may have written the record, with the files that came with that one.
    if (ask.header('idempotency-key') !== null) await giveUp(ask, sent.uploads);
    return saved;
  } catch (error) {
    // What a publish overtook is asked again with the same files.
    if (error instanceof Refusal && error.status < 500 && error.code !== 'model-moved')
      await giveUp(ask, sent.uploads);
    throw error;
  }
}

async function giveUp({ host, call }: Ask, uploads: readonly string[]): Promise<void> {
  for (const id of uploads) await host.contents.abandon(id, call.user.id);
}

async function readRecord(ask: Ask, { name, bytes }: Part, look: (some: Uint8Array) => void): Promise<Json> {
  if (name !== 'record') throw bodyWrong({}, [{ path: `/${name}`, code: 'part-unknown', params: { name } }]);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const some of bytes) {
    size += some.length;
    if (size > ask.bodyLimit) throw bodyTooLarge({ limit: ask.bodyLimit });
    look(some);
    parts.push(some);
  }
  const headers = { 'content-type': 'application/json' };
  const request = new Request('http://part', { method: 'POST', headers, body: Buffer.concat(parts) });
  return (await readJson(request, { bytes: ask.bodyLimit, values: ask.values })).value;
}

/** One file, brought by the judgement of every upload. */
async function taken(
  { host, call, form }: Ask,
  { name, filename, bytes }: Part,
  counts: Map<string, number>,
  look: (some: Uint8Array) => void,
): Promise<BroughtPart | Problem> {
  const steps = name.split(/[.[\]]+/).filter((step) => step !== '');
  const field = fieldNamed(call, form, steps.filter((step) => !isPlace(step)).join('.'));
  const actual = (counts.get(name) ?? 0) + 1;
  counts.set(name, actual);
  const path = `/${steps.join('/')}`;
  const most = mostOf(field);
  if (actual > most) return { path, code: 'files-too-many', params: { most, actual } };
  const watched = (async function* () {
    for await (const some of bytes) {
      look(some);
      yield some;
    }
  })();
  const to = { form, field, name: filename ?? '', owner: call.user.id, org: call.org };
  const got = await bringFile(host.contents, to, watched);
  return got.ok ? { field, steps, id: got.id } : { path, ...got.flaw };
}

function isPlace(step: string): boolean {
  return /^\d{1,6}$/.test(step);
}

/** Puts files where their parts say, behind those that the record names there itself. */
function placed(record: JsonObject, brought: readonly BroughtPart[], problems: Problem[]): JsonObject {
  const body = structuredClone(record) as Record<string, Json>;
  for (const { field, steps, id } of brought) {
    const target = steps.slice(0, -1).reduce<Json | undefined>(inside, body);
    const member = steps.at(-1) ?? '';
    const path = `/${steps.join('/')}`;
    if (!isObject(target)) {
      problems.push({ path, code: 'part-row-missing' });
      continue;
    }
    const there = target[member];
    if (!isList(field) && isObject(there))
      problems.push({ path, code: 'files-too-many', params: { most: 1, actual: 2 } });
    const list: readonly Json[] = Array.isArray(there) ? there : [];
    (target as Record<string, Json>)[member] = isList(field) ? [...list, { id }] : { id };
  }
  return body;
}

function isList({ kind }: Field): boolean {
  return kind.name === 'files' || kind.name === 'images';
}

function inside(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return isPlace(step) ? value[Number(step)] : undefined;
  return isObject(value) ? value[step] : undefined;
}
