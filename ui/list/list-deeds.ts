import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Field } from '../../metadata/field.ts';
import type { Json } from '../../metadata/json.ts';
import type { ActionSource } from '../../metadata/source.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { type BulkDeed, type BulkLine, doToMany, putBack, restoreAll, valuesBefore } from './bulk.ts';

/** What was asked for, so that it can be tried again for those it did not succeed for. */
export type Deed =
  | { readonly name: 'enable' | 'disable' | 'delete' }
  | { readonly name: 'edit'; readonly field: Field; readonly value: Json }
  | { readonly name: 'act'; readonly action: ActionSource };

export interface Outcome {
  readonly deed: Deed;
  readonly lines: readonly BulkLine[];
  /** Takes back what succeeded; answers for how many that failed. Absent: it cannot be taken back here. */
  readonly undo?: () => Promise<number>;
}

/** Things done to one record or to many, each record by itself, with progress. */
export class ListDeeds implements ReactiveController {
  /** Under way: how many of how many. */
  progress: { readonly done: number; readonly of: number } | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  async run(form: string, records: readonly ListedRecord[], deed: Deed): Promise<Outcome> {
    const report = (done: number) => {
      this.progress = { done, of: records.length };
      this.#host.requestUpdate();
    };
    report(0);
    try {
      return await carriedOut(form, records, deed, report);
    } finally {
      this.progress = null;
      this.#host.requestUpdate();
    }
  }
}

async function carriedOut(
  form: string,
  records: readonly ListedRecord[],
  deed: Deed,
  report: (done: number) => void,
): Promise<Outcome> {
  if (deed.name === 'act') {
    const lines = await doToMany(form, records, { op: 'act', action: deed.action.name }, report);
    return { deed, lines };
  }
  if (deed.name === 'edit') {
    const { name } = deed.field;
    const before = await valuesBefore(form, records, name);
    const lines = await doToMany(form, records, { op: 'patch', body: { [name]: deed.value } }, report);
    return { deed, lines, undo: () => putBack(form, lines, name, before) };
  }
  const lines = await doToMany(form, records, { op: deed.name }, report);
  if (deed.name === 'delete') return { deed, lines, undo: () => restoreAll(form, lines) };
  // Those that were so before stay as they are.
  const turned = lines.filter(({ record }) => record['enabled'] !== (deed.name === 'enable'));
  const back: BulkDeed = { op: deed.name === 'enable' ? 'disable' : 'enable' };
  return { deed, lines, undo: () => undone(form, turned, back) };
}

async function undone(form: string, lines: readonly BulkLine[], back: BulkDeed): Promise<number> {
  const records = lines.flatMap(({ record, wrong, revision }) =>
    wrong === null ? [{ ...record, revision: revision ?? record.revision }] : [],
  );
  const results = await doToMany(form, records, back, () => {});
  return results.filter(({ wrong }) => wrong !== null).length;
}
