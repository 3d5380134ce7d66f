import { append } from '../../../../metadata/common/append.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import type { SharingConsequences } from '../../../../metadata/contract/records/actions.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell } from '../../../database/database.ts';
import type { Existence } from '../body/picks.ts';
import {
  type Effects,
  type Load,
  type LookedUp,
  type Operation,
  type PlannedWrite,
  rehearsed,
  Stale,
  type Statement,
  type WriteEvent,
} from '../commit/planned-write.ts';
import { differences } from '../record/changed-paths.ts';
import type { Insert } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import { contentWrong, referenceProblem } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { AutoNumber } from './auto-number.ts';
import { changedEntries } from './entry-changes.ts';
import { clashOf, type FormChecks, type Namesakes } from './form-checks.ts';
import { changedLinks } from './links.ts';
import { numberKey, type TriedTogether, triedTogether } from './tried-together.ts';
import {
  type Claim,
  changedClaims,
  claimKey,
  newClaims,
  noteTried,
  numberTakenBy,
  refuseTakenBeside,
  uniqueTakenBy,
} from './unique.ts';

/** A record whose write is planned and that is to be written. */
export interface Save {
  readonly call: Call;
  readonly layout: RecordLayout;
  readonly checks: FormChecks;
  /** Null: it is new. */
  readonly before: Stored | null;
  readonly next: Stored;
  readonly operation: Operation;
  /** Records it newly refers to, each with the place of the body that said so. */
  readonly picked: readonly { readonly target: string; readonly id: string; readonly path: string }[];
  readonly warnings: readonly Problem[];
  /** Values that it claims under the form's unique rules, now and before. */
  readonly claims: readonly Claim[];
  readonly claimsBefore: readonly Claim[];
  /** By id of the number fields that have several series: the one that it is counted in. Default: that of the pattern. */
  readonly series?: ReadonlyMap<string, string>;
  /** Its id was not made for it, so another write may have been faster. Default: no. */
  readonly mayExist?: boolean;
  /** Statements that are written along. Default: nothing. */
  readonly statements?: readonly Statement[];
  /** Default: that of the call. */
  readonly reason?: string;
}

export interface Saved {
  readonly stored: Stored;
  readonly before: Stored | null;
  readonly warnings: readonly Problem[];
  /** Of a rehearsed change of who may use it. */
  readonly consequences?: SharingConsequences;
}

export interface SaveParts {
  readonly existence: Existence;
  readonly layoutOf: (call: Call, form: string) => RecordLayout;
}

/** The write of one record: what to ask for, and what to do when the answers allow it. */
export function plannedSave(parts: SaveParts, save: Save): PlannedWrite<Saved> {
  const { call, layout, checks, before, next, picked } = save;
  const { form } = layout;
  const loads: Load[] = [];
  const keys: string[] = [`record ${next.id}`];
  for (const [target, some] of Map.groupBy(picked, (pick) => pick.target)) {
    const source = parts.existence.of(parts.layoutOf(call, target));
    loads.push({ source, keys: some.map((pick) => pick.id) });
  }
  const own = parts.existence.of(layout);
  if (save.mayExist) loads.push({ source: own, keys: [next.id] });
  if (before && layout.replace) loads.push({ source: checks.revisions, keys: [next.id] });
  // A number is given out for good: what is only tried takes none.
  const numbering = call.rehearsal
    ? []
    : checks.numbers.filter(({ field }) => (next[field.id] ?? null) === null);
  const keyOf = (auto: AutoNumber) => auto.key(call, next, save.series?.get(auto.field.id));
  for (const auto of numbering) loads.push({ source: auto.source, keys: [keyOf(auto)] });
  const number = givenNumber(save);
  if (checks.namesakes && number !== null) {
    loads.push({ source: checks.namesakes, keys: [number] });
    if (before) loads.push({ source: checks.holders, keys: [next.id] });
    keys.push(numberKey(form, number));
  }
  const former = before?.[form.number?.id ?? ''];
  if (checks.namesakes && typeof former === 'string' && former !== next[form.number?.id ?? ''])
    keys.push(numberKey(form, former));
  const fresh = newClaims(save.claims, save.claimsBefore);
  if (fresh.length > 0) {
    loads.push({ source: checks.claims, keys: fresh.map((claim) => claim.hash) });
  }
  const gone = newClaims(save.claimsBefore, save.claims);
  for (const claim of [...fresh, ...gone]) keys.push(claimKey(claim));
  // A number typed by hand may be the one that the sequence is about to hand out.
  const alone = checks.numbers.some(
    ({ field }) => next[field.id] !== null && next[field.id] !== before?.[field.id],
  );
  const tried = triedTogether(call);
  return rehearsed(call, {
    model: call.served.revision,
    size: 1,
    keys,
    loads,
    ...(alone || numbering.some(({ gapFree }) => gapFree) ? { single: true } : {}),
    decide,
  });

  function decide(known: LookedUp, revision: number): Effects<Saved> {
    if (save.mayExist && known.get(own, next.id)) throw new Stale();
    if (before && layout.replace && known.get(checks.revisions, next.id) !== before.revision)
      throw new Stale();
    const problems: Problem[] = [];
    for (const { target, id, path } of picked) {
      const source = parts.existence.of(parts.layoutOf(call, target));
      if (!known.get(source, id))
        problems.push(referenceProblem('reference-unknown', call, { path, target, id }));
    }
    if (problems.length > 0) throw contentWrong({ count: problems.length }, problems);
    if (checks.namesakes && number !== null) {
      const found = namesakesBeside(tried, form, number, known.get(checks.namesakes, number));
      const clash = clashOf(call, next, number, found, known.get(checks.holders, next.id));
      if (clash) throw numberTakenBy(call, form, number, clash, found?.records ?? []);
    }
    for (const claim of fresh) {
      const other = known.get(checks.claims, claim.hash);
      if (other && other.id !== next.id && !tried?.left(claimKey(claim), other.id))
        throw uniqueTakenBy(call, form, claim, other);
    }
    if (tried) {
      refuseTakenBeside(tried, form, next, fresh);
      noteTried(tried, form, next, { fresh, gone });
      tried.moveNumber(form, save);
    }
    const stored: Stored = { ...next, revision };
    for (const auto of numbering) stored[auto.field.id] = known.get(auto.source, keyOf(auto)) ?? null;
    return effectsOf(save, stored);
  }
}

/** With what others would do that are tried together with it. */
function namesakesBeside(
  tried: TriedTogether | undefined,
  form: Form,
  number: string,
  found: Namesakes | undefined,
): Namesakes | undefined {
  if (!tried) return found;
  const { records = [], holders = new Map() } = found ?? {};
  return { records: tried.namesakes(form, number, records), holders };
}

function effectsOf(save: Save, stored: Stored): Effects<Saved> {
  const { layout, before, warnings } = save;
  const { form } = layout;
  const statements: Statement[] = [];
  const inserts: { into: Insert; cells: readonly Cell[] }[] = [];
  if (!before) inserts.push({ into: layout.insert, cells: layout.cells(stored) });
  else if (layout.replace) inserts.push({ into: layout.replace, cells: layout.cells(stored) });
  else
    statements.push({ sql: layout.update, params: layout.updateCells(stored, before.revision), guard: true });
  for (const part of [
    changedEntries(layout, before, stored),
    changedLinks(form, before, stored),
    changedClaims(form, stored.id, save.claims, save.claimsBefore),
  ]) {
    append(statements, part.statements);
    append(inserts, part.inserts);
  }
  append(statements, save.statements ?? []);
  const changed = before ? differences(form, before, stored).map(({ path }) => path.join('.')) : [];
  return {
    statements,
    inserts,
    events: [eventOf(save, stored, changed)],
    result: { stored, before, warnings },
  };
}

function eventOf(save: Save, stored: Stored, changed: readonly string[]): WriteEvent {
  const { call, layout } = save;
  return {
    revision: stored.revision,
    form: layout.form.id,
    record: stored.id,
    operation: save.operation,
    at: call.now.instant,
    actor: call.user,
    org: call.org,
    reason: save.reason ?? call.reason ?? null,
    stored,
    before: null,
    changed,
  };
}

/** The number that is to be looked for: one that is new, or that others newly come to see. */
function givenNumber({ layout, before, next }: Save): string | null {
  const id = layout.form.number?.id;
  const number = id === undefined ? null : next[id];
  if (id === undefined || typeof number !== 'string') return null;
  const same =
    before !== null && before[id] === number && before.org === next.org && before.sharing === next.sharing;
  return same ? null : number;
}
