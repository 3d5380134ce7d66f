import { msg, str } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import type { Agree } from '../../model/agree.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { plural, say } from '../../session/i18n.ts';
import type { BulkAction, BulkLine } from './bulk.ts';

/** With the first action: a list that is only read does not load it. */
const loadBulk = onceLoaded(() => import('./bulk.ts'));

/** An action on picked records, kept so that it can be tried again for those it failed for. */
export type ListAction =
  | { readonly name: 'enable' | 'disable' | 'delete' }
  | { readonly name: 'edit'; readonly field: Field; readonly value: Json }
  | { readonly name: 'act'; readonly declared: ActionSource; readonly body?: JsonObject };

export interface Outcome {
  readonly action: ListAction;
  readonly lines: readonly BulkLine[];
  /** Takes back what succeeded; answers for how many that failed. Absent: it cannot be taken back here. */
  readonly undo?: () => Promise<number>;
  /** The question that somebody has to agree to before it is done. Default: none. */
  readonly question?: {
    readonly action: ActionSource;
    readonly records: readonly ListedRecord[];
    /** The body that is sent along. Default: none. */
    readonly body?: JsonObject;
  };
}

/** Shows the effect of an action on one record after the other, and answers whether all are agreed to. */
export async function isAgreed(
  records: readonly ListedRecord[],
  { name }: ListAction,
  agree: Agree | undefined,
): Promise<boolean> {
  if (!agree || name === 'edit' || name === 'act') return true;
  for (const record of records)
    if (!(await agree({ action: name, base: record, edited: record }))) return false;
  return true;
}

/** Things done to one record or to many, each record by itself, with progress. */
export class ListActions implements ReactiveController {
  /** Under way: how many of how many. */
  progress: { readonly done: number; readonly of: number } | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  async run(form: string, records: readonly ListedRecord[], action: ListAction): Promise<Outcome> {
    const report = (done: number) => {
      this.progress = { done, of: records.length };
      this.#host.requestUpdate();
    };
    report(0);
    try {
      return await outcomeOf(form, records, action, report);
    } finally {
      this.progress = null;
      this.#host.requestUpdate();
    }
  }
}

async function outcomeOf(
  form: string,
  records: readonly ListedRecord[],
  action: ListAction,
  report: (done: number) => void,
): Promise<Outcome> {
  const { doToMany, putBack, restoreAll, valuesBefore } = await loadBulk();
  if (action.name === 'act') {
    const { declared, body } = action;
    const asked = { op: 'act', action: declared.name, ...(body ? { body } : {}) } as const;
    const lines = await doToMany(form, records, asked, report);
    return { action, lines, ...questionOf(declared, lines) };
  }
  if (action.name === 'edit') {
    const { name } = action.field;
    const before = await valuesBefore(form, records, name);
    const lines = await doToMany(form, records, { op: 'patch', body: { [name]: action.value } }, report);
    return { action, lines, undo: () => putBack(form, lines, name, before) };
  }
  const lines = await doToMany(form, records, { op: action.name }, report);
  if (action.name === 'delete') return { action, lines, undo: () => restoreAll(form, lines) };
  // The records that already were in that state stay in it.
  const turned = lines.filter(({ record }) => record['enabled'] !== (action.name === 'enable'));
  const back: BulkAction = { op: action.name === 'enable' ? 'disable' : 'enable' };
  return { action, lines, undo: () => undone(form, turned, back) };
}

async function undone(form: string, lines: readonly BulkLine[], back: BulkAction): Promise<number> {
  const records = lines.flatMap(({ record, wrong, revision }) =>
    wrong === null ? [{ ...record, revision: revision ?? record.revision }] : [],
  );
  const { doToMany } = await loadBulk();
  const results = await doToMany(form, records, back, () => {});
  return results.filter(({ wrong }) => wrong !== null).length;
}

/** Answers the question of an action and the records that it is about. */
function questionOf(declared: ActionSource, lines: readonly BulkLine[]): Pick<Outcome, 'question'> {
  const asked = lines.find((line) => line.asked)?.asked;
  if (!asked) return {};
  const action = { ...declared, confirm: { zh: asked.text, en: asked.text } };
  const records = lines.filter((line) => line.asked).map(({ record }) => record);
  return { question: { action, records, body: asked.body } };
}

/** Says which action was done, and to how many records. */
export function actionDone({ action, lines }: Outcome): string {
  const count = lines.filter(({ wrong }) => wrong === null).length;
  switch (action.name) {
    case 'enable':
      return plural(msg(str`已启用 ${count} 条记录`, { id: 'enabled-count' }));
    case 'disable':
      return plural(msg(str`已禁用 ${count} 条记录`, { id: 'disabled-count' }));
    case 'delete':
      return plural(msg(str`已删除 ${count} 条记录`, { id: 'deleted-count' }));
    case 'edit':
      return plural(msg(str`已修改 ${count} 条记录`, { id: 'changed-count' }));
    case 'act':
      return action.declared.done
        ? plural(msg(str`${say(action.declared.done)} ${count} 条记录`, { id: 'acted-count-done' }))
        : plural(msg(str`${say(action.declared.label)}：完成 ${count} 条记录`, { id: 'acted-count' }));
  }
}
