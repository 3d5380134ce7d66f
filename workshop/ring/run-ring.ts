import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../metadata/common/json.ts';
import { check } from './history/check.ts';
import type { Fault, History, Read, Version } from './history/history.ts';
import type { Ring } from './ring.ts';
import { lookAfter } from './trouble/look-after.ts';
import { makeTrouble, type Place } from './trouble/make-trouble.ts';

import { schedule } from './trouble/schedule.ts';
import { type Asking, askUntilDone } from './work/asking.ts';
import { openBench, randomOf } from './work/bench.ts';
import { type Applications, effectsOf, issueInvoices, prepareDesk, untilIssued } from './work/issuing.ts';
import { readNotes, versionsOf, writeNotes } from './work/notes.ts';
import {
  changeTogether,
  describeForms,
  installAndUninstall,
  publication,
  publicationsOf,
  publishRounds,
} from './work/publishing.ts';
import { unlikeTables } from './work/unlike-tables.ts';
import { watch } from './work/watching.ts';

export interface RunParts {
  readonly seed: number;
  /** Milliseconds in which things go wrong. */
  readonly length: number;
  readonly say: (line: string) => void;
}

export interface RunOutcome {
  readonly faults: readonly Fault[];
  /** Nodes that tell another history than the first. */
  readonly differing: readonly string[];
  /** What the doctor finds harmed at the end. */
  readonly harmed: readonly string[];
  /** Tables that the members of the database do not have alike. */
  readonly unlike: readonly string[];
  /** Servers that ended by themselves. */
  readonly died: readonly string[];
  /** How often each thing went wrong. */
  readonly troubles: readonly string[];
  /** What was asked, and what came of it, a line each. */
  readonly calls: readonly string[];
  readonly history: History;
  /** Nodes that became a later version. */
  readonly upgraded: readonly string[];
}

/**
 * So long, in seconds, whatever was begun has to come to its end once nothing is wrong any more: where a clock was put
 * back, schemes go on after five minutes.
 */
const patience = 480;

/** Works at a ring while things go wrong, mends all, and checks what everybody was answered. */
export async function runRing(ring: Ring, { seed, length, say }: RunParts): Promise<RunOutcome> {
  const { askings, outside, counts, token } = ring;
  const [first] = askings;
  if (!first) throw new Error('a ring has nodes');
  await prepareDesk(askings, outside);
  const bench = openBench(askings);
  const pair = await makePair(first);
  const since = Number((await askUntilDone(first, 'GET', '/api/now')).headers.get('guiju-revision'));
  const followed = { forms: 'note', token, since, counts };
  const watchers = [
    ...askings.map((asking) =>
      watch({ ...followed, name: `who follows ${asking.node.name}`, askings: [asking] }),
    ),
    watch({ ...followed, name: 'who follows all by turns', askings }),
  ];
  const applications: Applications = { buyers: [], given: [] };
  const { buyers } = applications;
  const works = [
    ...['a', 'b', 'c'].map((client, at) => writeNotes(bench, client, randomOf(seed + at))),
    readNotes(bench, 'r', randomOf(seed + 10)),
    publishRounds(bench, 'p', randomOf(seed + 20)),
    describeForms(bench, 'd', randomOf(seed + 30)),
    installAndUninstall(bench, randomOf(seed + 40)),
    changeTogether(bench, 's', randomOf(seed + 50), pair),
    issueInvoices(bench, 'i', randomOf(seed + 60), applications),
  ];

  const place: Place = { ...ring, say };
  const planned = schedule(randomOf(seed), { length, members: 3, nodes: askings.length });
  const began = performance.now();
  const troubles = Promise.all([...planned].map((lane) => makeTrouble(place, { began, length }, lane)));
  let isChecked = false;
  const lookedAfter = lookAfter(place, () => isChecked);
  await Promise.all([sleep(length), troubles]);
  say('nothing is wrong any more');
  bench.isOver = true;
  await Promise.all(works);

  await untilIssued(askings, outside, buyers, patience);
  const last = await askUntilDone(first, 'POST', '/api/forms/note/records', { number: 'last', body: 'last' });
  const until = Number(last.body['revision']);
  for (const end = performance.now() + patience * 1_000; performance.now() < end; await sleep(200))
    if (watchers.every((one) => one.reached() >= until)) break;
  await Promise.all(watchers.map((one) => one.end()));
  isChecked = true;
  const helped = await lookedAfter;

  const noted: Pick<History, 'writes'> = {
    writes: [
      ...bench.writes,
      { ...last, client: 'l', key: String(last.body['id']), value: 'last', after: null, revision: until },
    ],
  };
  const notes = await versionsOf(first, 'note');
  const memos = ofPair(await versionsOf(first, 'memo'));
  const publications = await publicationsOf(first);
  const differing = await whoDiffers(askings, notes);
  const effects = await effectsOf(askings, outside, buyers);
  const unlike = await unlikeTables(ring.members.all, ring.database);
  const history: History = {
    ...noted,
    reads: placed(bench.reads, publications),
    versions: [...notes, ...memos, ...publications],
    feeds: [],
    answers: bench.answers,
    effects,
  };
  const feeds = watchers.map((one) => one.feed(until));
  const faults = [
    ...check({ ...history, writes: [...history.writes, ...firstOnes(history)] }),
    ...check({ ...history, writes: [], reads: [], answers: [], effects: [], versions: notes, feeds }).filter(
      ({ said }) => said.startsWith('who follows'),
    ),
  ];
  return {
    faults,
    differing,
    unlike,
    harmed: (await ring.nodes[0]?.doctor()) ?? [],
    upgraded: ring.nodes.filter((node) => node.isUpgraded()).map(({ name }) => name),
    died: ring.nodes.flatMap(({ died }) => died),
    troubles: tally([...(await troubles).flat(), ...helped]),
    calls: [
      `${applications.given.length} applications given up on the way`,
      ...[...counts].sort().map(([what, times]) => `${times} ${what}`),
    ],
    history: { ...history, feeds },
  };
}

/** Two records that are changed together and never apart. */
async function makePair(asking: Asking): Promise<readonly [string, string]> {
  const items = ['one', 'two'].map((number) => ({ op: 'create', body: { number, body: 'begun' } }));
  const { body } = await askUntilDone(asking, 'POST', '/api/forms/memo/batch', { items });
  const [one, two] = (body['items'] as readonly JsonObject[]).map(({ record }) =>
    String((record as JsonObject)['id']),
  );
  return [one ?? '', two ?? ''];
}

/** Both say the same: of a checker that wants each value once, each has its own. */
function ofPair(versions: readonly Version[]): readonly Version[] {
  return versions.map((one) => ({ ...one, value: `${one.key} ${one.value}` }));
}

/** What was there before anybody worked at it. */
function firstOnes({ writes, versions }: History): History['writes'] {
  const known = new Set(writes.map(({ value }) => value));
  const seen = new Set<string>();
  return versions
    .filter(({ key }) => !seen.has(key) && seen.add(key))
    .filter(
      ({ key, value }) =>
        value !== null && !known.has(value) && (key === publication || / begun$/.test(value)),
    )
    .map(({ key, value, revision }) => ({
      client: 'before',
      node: 'n1',
      start: 0,
      end: 0,
      key,
      value: value ?? '',
      after: null,
      outcome: 'done',
      revision,
    }));
}

/** Answers about a publication say its version: at which revision that came is known by now. */
function placed(reads: readonly Read[], publications: readonly Version[]): readonly Read[] {
  const revisions = new Map(publications.map(({ value, revision }) => [value, revision]));
  return reads.map((read) =>
    read.key === publication ? { ...read, revision: revisions.get(read.value) ?? 0 } : read,
  );
}

async function whoDiffers(askings: readonly Asking[], notes: readonly Version[]): Promise<readonly string[]> {
  const first = JSON.stringify(notes);
  const differing: string[] = [];
  for (const asking of askings.slice(1))
    if (JSON.stringify(await versionsOf(asking, 'note')) !== first) differing.push(asking.node.name);
  return differing;
}

function tally(all: readonly string[]): readonly string[] {
  return [...Map.groupBy(all, (one) => one)].sort().map(([what, times]) => `${times.length} ${what}`);
}
