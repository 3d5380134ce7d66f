import type { JsonObject } from '../metadata/common/json.ts';
import type { Facts } from '../rules/condition/facts.ts';
import { field } from '../rules/condition/sample-forms.suite.ts';
import { orderOf } from '../rules/match/candidate.ts';
import { type MatchOptions, match } from '../rules/match/match.ts';
import { type Snapshot, snapshot } from '../rules/match/snapshot.ts';
import { orgTree } from '../rules/sharing/org-tree.ts';
import { candidateOf, mixedFacts, mixedRules, unindexableRules } from './matching-mix.ts';
import { naiveEngine, type Rival, zenTable } from './matching-rivals.ts';
import { benchShapes } from './matching-shapes.ts';
import { type Decide, perSecond } from './turns.ts';

/** Matching at 10,000 rules, everything in one run: ratios count, absolute numbers are this machine's. */
const count = 10_000;
const root = { id: 'root', number: '1', name: 'root', parent: null, enabled: true };
const asked: MatchOptions = { org: 'root', tree: orgTree([root], 1), localDate: '2026-01-01' };
const order = orderOf(['priority', 'sharing', '-modifiedAt', 'id'], () => field('integer', 'priority'));

const fullTrace = 'index + closures, json-rules-engine confirms, full trace';
const firstHit = 'index + closures, json-rules-engine confirms, first hit';

/** Milliseconds this thread has worked: what others on the machine do does not count. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Milliseconds of the middle one of nine. */
async function middle(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < 9; at += 1) {
    const started = worked();
    await work();
    times.push(worked() - started);
  }
  return times.sort((a, b) => a - b)[4] ?? 0;
}

async function sameWinners(made: Snapshot, rivals: readonly Rival[], facts: readonly JsonObject[]) {
  for (const record of facts) {
    const ours = (await match(made, { record }, asked)).winner?.id ?? null;
    for (const rival of rivals) {
      const theirs = await rival(record);
      if (theirs !== ours) throw new Error(`not the same winner: ${ours} and ${theirs}`);
    }
  }
}

/** The longest that others wait while one match goes on, when breaks are taken every 8 ms. */
async function longestWait(made: Snapshot, facts: Facts, options: MatchOptions): Promise<number> {
  let since = worked();
  let longest = 0;
  const note = (): void => {
    longest = Math.max(longest, worked() - since);
  };
  const pause = async (): Promise<void> => {
    if (worked() - since < 8) return;
    note();
    await new Promise((resolve) => setImmediate(resolve));
    since = worked();
  };
  await match(made, facts, { ...options, pause });
  note();
  return longest;
}

/** Answers what was promised and not kept. */
export async function benchMatch(say: (line: string) => void): Promise<readonly string[]> {
  const facts = mixedFacts(64);
  const rules = mixedRules(count);
  const made = snapshot(rules.map(candidateOf), { order });
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const ranked = made.ranked.flatMap((one) => byId.get(one.id) ?? []);
  const naive = naiveEngine(ranked);
  const zen = zenTable(ranked);
  const uncompiled = zenTable(ranked, false);
  await sameWinners(made, [naive, zen], facts.slice(0, 8));
  await sameWinners(made, [zen], facts);

  const traced: number[] = [];
  let hits = 0;
  for (const record of facts) {
    const { trace, winner } = await match(made, { record }, { ...asked, trace: true });
    traced.push(trace?.judged.length ?? 0);
    if (winner) hits += 1;
  }
  say(
    `${count} rules, ${facts.length} facts (${hits} hit), median survivors ${traced.sort((a, b) => a - b)[32]}`,
  );

  const first = (find: 'closures' | 'engine') => (record: JsonObject) =>
    match(made, { record }, { ...asked, find });
  const all = (find: 'closures' | 'engine') => (record: JsonObject) =>
    match(made, { record }, { ...asked, find, trace: true });
  const rates = await perSecond(
    new Map<string, Decide>([
      ['one json-rules-engine with all rules', naive],
      ['zen-engine decision table, compiled, first hit', zen],
      ['zen-engine decision table, first hit', uncompiled],
      ['index + json-rules-engine over all survivors, full trace', all('engine')],
      [fullTrace, all('closures')],
      ['index + json-rules-engine, first hit', first('engine')],
      [firstHit, first('closures')],
    ]),
    facts,
  );
  const [base = 1, rival = 1] = rates.values();
  const missed: string[] = [];
  const promise = (what: string, kept: boolean): void => {
    if (!kept) missed.push(what);
  };
  say('| approach | decisions/s | × naive | × zen |');
  say('| --- | --: | --: | --: |');
  for (const [name, each] of rates) {
    say(`| ${name} | ${each.toFixed(1)} | ${(each / base).toFixed(1)} | ${(each / rival).toFixed(1)} |`);
  }

  const rate = rates.get(firstHit) ?? 0;
  promise('first hit ≥ 3,000 × one naive json-rules-engine', rate >= 3_000 * base);
  promise('first hit ≥ 8 × zen-engine', rate >= 8 * rival);
  promise('full trace ≥ 1,000 × one naive json-rules-engine', (rates.get(fullTrace) ?? 0) >= 1_000 * base);

  missed.push(...(await benchShapes(say, asked, order)));

  const candidates = [...made.ranked];
  say(`snapshot of ${count}: ${(await middle(() => snapshot(candidates, { order }))).toFixed(1)} ms`);
  const [changed] = rules.slice(500).map((rule) => candidateOf({ ...rule, priority: 3 }));
  const rebuild = await middle(() =>
    made.with({ put: changed ? [changed] : [] }).eligible.bits('root', asked.tree, ''),
  );
  say(`after one rule's change: ${rebuild.toFixed(1)} ms`);
  promise('rebuilt after one change in < 30 ms', rebuild < 30);

  const many = snapshot(mixedRules(100_000).map(candidateOf), { order });
  const hundred = await middle(() =>
    many.with({ put: changed ? [changed] : [] }).eligible.bits('root', asked.tree, ''),
  );
  say(`after one rule's change at 100,000: ${hundred.toFixed(1)} ms`);
  promise('a change at 100,000 rules in < 50 ms', hundred < 50);

  const hard = snapshot(unindexableRules(count).map(candidateOf), { order });
  const record = facts[0] ?? {};
  say(`nothing indexable, first hit: ${(await middle(() => match(hard, { record }, asked))).toFixed(1)} ms`);
  for (const options of [asked, { ...asked, find: 'engine' as const }, { ...asked, trace: true }]) {
    const mode = options.trace ? 'with trace' : (options.find ?? 'closures');
    const waited = await longestWait(hard, { record }, options);
    say(`nothing indexable, longest wait of others (${mode}): ${waited.toFixed(1)} ms`);
    promise(`nobody waits over 50 ms (${mode})`, waited < 50);
  }
  return missed;
}

if (import.meta.main) {
  const missed = await benchMatch((line) => console.log(line));
  for (const promise of missed) console.error(`missed: ${promise}`);
  process.exitCode = missed.length > 0 ? 1 : 0;
}
