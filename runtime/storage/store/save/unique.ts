import { createHash } from 'node:crypto';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { UniqueSource } from '../../../../metadata/source.ts';
import type { ClaimRow } from '../../../../migrations/rows/tables.ts';
import type { UniqueClaim } from '../../../../rules/behaviour/unique-claims.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import type { Refused } from '../../../../rules/sharing/verdict.ts';
import type { Call } from '../../../call/call.ts';
import type { Refusal } from '../../../common/refusal.ts';
import type { Cell } from '../../../database/database.ts';
import type { Source, Statement } from '../commit/planned-write.ts';
import { maySee } from '../record/access.ts';
import { byCount, type Insert, insertInto, padded } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import { readMany } from '../record/records.ts';
import { numberTaken, uniqueTaken } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { TriedTogether } from './tried-together.ts';

/** A value that a record takes for itself under a unique rule. */
export interface Claim {
  /** Of rule, scope and values: what is taken is one row under this key. */
  readonly hash: string;
  readonly rule: UniqueSource;
  /** JSON Pointer into the body. */
  readonly path: string;
}

const columns = ['hash', 'form', 'rule', 'record'] as const satisfies readonly (keyof ClaimRow)[];
/** Rows of four cells: hash, form, rule, record. */
export const claimInsert = insertInto('gj_claim', columns);
const byHash = byCount((marks) => `SELECT hash, record FROM gj_claim WHERE hash IN (${marks})`);

/** A claim as a row. */
export function claimCells(form: Form, record: string, { hash, rule }: Claim): readonly Cell[] {
  return [hash, form.id, rule.name, record];
}

/** Answers the claims of a record under the form's unique rules, as they are kept; each value once. */
export function claimsOf(form: Form, stored: Stored, claims: readonly UniqueClaim[]): readonly Claim[] {
  const kept = new Map<string, Claim>();
  for (const { rule, key, path } of claims) {
    const within = rule.within ?? (form.sharing ? 'organisation' : 'tenant');
    const scope = within === 'organisation' ? stored.org : '';
    const text = JSON.stringify([form.id, rule.name, scope, key]);
    const hash = createHash('sha256').update(text).digest('hex');
    if (!kept.has(hash)) kept.set(hash, { hash, rule, path });
  }
  return [...kept.values()];
}

/** Finds the records that have claimed values, asked inside the transaction. */
export function claimSource(layout: RecordLayout): Source<Stored> {
  return {
    async read(tx, hashes) {
      const rows = await tx.all<{ hash: string; record: string }>(byHash(hashes.length), padded(hashes));
      if (rows.length === 0) return new Map();
      const owners = new Map(
        (await readMany(tx, layout, [...new Set(rows.map((row) => row.record))])).map((owner) => [
          owner.id,
          owner,
        ]),
      );
      return new Map(
        rows.flatMap(({ hash, record }) => {
          const owner = owners.get(record);
          return owner ? [[hash, owner] as const] : [];
        }),
      );
    },
  };
}

/** Claims that were not the record's before. */
export function newClaims(now: readonly Claim[], before: readonly Claim[]): readonly Claim[] {
  if (before.length === 0) return now;
  const had = new Set(before.map((claim) => claim.hash));
  return now.filter((claim) => !had.has(claim.hash));
}

interface ClaimChanges {
  readonly statements: readonly Statement[];
  readonly inserts: readonly { readonly into: Insert; readonly cells: readonly Cell[] }[];
}

/** Answers the changes after which the record has these claims and no others. */
export function changedClaims(
  form: Form,
  record: string,
  now: readonly Claim[],
  before: readonly Claim[],
): ClaimChanges {
  const fresh = newClaims(now, before);
  const gone = newClaims(before, now);
  const cells = fresh.flatMap((claim) => claimCells(form, record, claim));
  return {
    statements: gone.map(({ hash }) => ({
      sql: 'DELETE FROM gj_claim WHERE hash = ? AND record = ?',
      params: [hash, record],
    })),
    inserts: cells.length === 0 ? [] : [{ into: claimInsert, cells }],
  };
}

/** Refuses a number; the other record is named only to those who may read it. */
export function numberTakenBy(
  call: Call,
  form: Form,
  number: string,
  clash: Refused,
  others: readonly SharedRecord[],
): Refusal {
  const other = others.find((record) => record.id === clash.params['other']);
  const org = call.served.orgs.get(String(clash.params['org']));
  const named = other && maySee(call, form, other) ? { record: { id: other.id, number } } : undefined;
  const path = `/${form.number?.name ?? 'number'}`;
  const params = { number, form: { ...form.label } };
  // Only the organisation of the call is told that it would see both itself: others see to their own affairs.
  const problem = { path, code: org?.id === call.org ? 'number-taken' : 'number-taken-elsewhere', params };
  return numberTaken(params, [problem], named);
}

/** Refuses what another record has claimed; that one, too, is named only to those who may read it. */
export function uniqueTakenBy(call: Call, form: Form, claim: Claim, other: Stored): Refusal {
  const seen = maySee(call, form, other);
  const number = form.number && seen ? (other[form.number.id] ?? null) : null;
  return takenBy(form, claim, number, seen ? { record: { id: other.id, number } } : {});
}

/** What is only tried claims nothing in the database: of those that are tried together the first takes it. */
export function refuseTakenBeside(
  tried: TriedTogether,
  form: Form,
  next: Stored,
  claims: readonly Claim[],
): void {
  for (const claim of claims) {
    const other = tried.takenBy(claimKey(claim), next.id);
    if (other !== undefined) throw takenBy(form, claim, other || null, {});
  }
}

/** What a record that is only tried would have of unique values from now on, and what it would no longer have. */
export function noteTried(
  tried: TriedTogether,
  form: Form,
  next: Stored,
  { fresh, gone }: { readonly fresh: readonly Claim[]; readonly gone: readonly Claim[] },
): void {
  const number = next[form.number?.id ?? ''] ?? '';
  for (const claim of fresh) tried.take(claimKey(claim), next.id, String(number));
  for (const claim of gone) tried.leave(claimKey(claim), next.id);
}

/** Of two writes that claim a value, or of which one leaves it to the other, the later one waits. */
export function claimKey({ hash }: Claim): string {
  return `claim ${hash}`;
}

function takenBy(
  form: Form,
  { rule, path }: Claim,
  number: Json,
  more: Readonly<Record<string, Json>>,
): Refusal {
  const params: Record<string, Json> = { rule: rule.name, form: { ...form.label }, number };
  const problem = { path, code: 'unique-taken', params, ...(rule.message ? { message: rule.message } : {}) };
  return uniqueTaken(params, [problem], more);
}

/** A pointer by ids, in today's names. */
export function namesOf(form: Form, pointer: string): string {
  let shape: Form | NonNullable<Form['fields'][number]['rows']> | undefined = form;
  return pointer
    .split('/')
    .map((step) => {
      const field = shape?.byId.get(step);
      if (!field) return step;
      shape = field.rows;
      return field.name;
    })
    .join('/');
}
