import { createHash } from 'node:crypto';
import type { Form } from '../../../metadata/model.ts';
import type { UniqueSource } from '../../../metadata/source.ts';
import type { ClaimRow } from '../../../migrations/tables.ts';
import type { UniqueClaim } from '../../../rules/behaviour/unique-claims.ts';
import type { Cell } from '../../database/database.ts';
import type { Source, Statement } from '../commit/draft.ts';
import { byCount, padded } from '../record/in-list.ts';
import { type Insert, insertInto } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import { readMany } from '../record/records.ts';
import type { Stored } from '../record/stored.ts';

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

/** What the form's rules say a record claims, as it is kept; each value once. */
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

/** Who has what was claimed, asked inside the transaction. */
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

export interface ClaimChanges {
  readonly statements: readonly Statement[];
  readonly inserts: readonly { readonly into: Insert; readonly cells: readonly Cell[] }[];
}

/** What has to be written so that the record has these claims and no others. */
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
