import { msg, str } from '@lit/localize';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { RuleHead } from '../../metadata/contract/match/rule.ts';
import type { Field } from '../../metadata/field.ts';
import { offeredIn } from '../condition/offered-in.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { notify } from '../kit/gj-notices.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { isSame } from '../model/record-same.ts';
import { ruleName } from '../model/rule-name.ts';
import type { TwoSides } from '../record/compare/gj-record-conflict.ts';
import { unsavedRecord } from '../record/editor/record-findings.ts';
import { ApiProblem } from '../session/api.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';

export interface EditedRule {
  readonly form: FormModel;
  /** Of its facts. */
  readonly about: FormModel;
  readonly head: RuleHead;
  /** Of its condition. */
  readonly field: Field;
  /** Called once what was saved is taken back. */
  readonly undone: () => void;
}

/**
 * The condition of a rule, typed over the page and saved. Where the server refuses it, one goes on from what was typed;
 * where somebody else was quicker, both sides are shown and one says which holds.
 */
export async function editRule(edited: EditedRule): Promise<void> {
  const { form, head, field, undone } = edited;
  const path = { form: form.name, id: head.id };
  let base = await session.api.call('GET /api/forms/:form/records/:id', { path, query: { view: 'manage' } });
  let asks = true;
  for (let mine: Json = base[field.name] ?? null; ; ) {
    const typed = asks ? await typeCondition(edited, base, mine) : mine;
    if (typed === undefined || isSame(typed, base[field.name] ?? null)) return;
    mine = typed;
    try {
      const put = (value: Json, ifMatch: number) =>
        session.api.call('PATCH /api/forms/:form/records/:id', {
          path,
          body: { [field.name]: value },
          ifMatch,
        });
      const was = base[field.name] ?? null;
      const { revision } = await put(mine, base.revision);
      notify({
        text: msg(str`已保存 ${ruleName(head)}`, { id: 'rule-saved' }),
        undo: async () => {
          await put(was, revision);
          undone();
          notify({ text: msg('已撤销', { id: 'undone' }) });
        },
      });
      return;
    } catch (failure) {
      const current =
        failure instanceof ApiProblem && failure.status === 412 ? failure.body['current'] : null;
      asks = true;
      if (!current) {
        notify({ kind: 'error', text: failureText(failure) });
        continue;
      }
      const theirs = current as ListedRecord;
      const sides: TwoSides = { form, base, current: theirs, edited: { ...base, [field.name]: mine } };
      const [{ openRecordConflict }, { mergeRecords }] = await Promise.all([
        import('../record/compare/open-conflict.ts'),
        import('../record/editor/record-merge.ts'),
      ]);
      const merge = mergeRecords(form, base, sides.edited, theirs);
      // What somebody else changed elsewhere in the rule is nobody's question.
      const settled: JsonObject | undefined =
        merge.conflicts.length === 0 ? merge.settle(new Map()) : await openRecordConflict(sides);
      base = theirs;
      asks = settled === undefined;
      if (settled) mine = settled[field.name] ?? null;
    }
  }
}

/** Undefined: it was left. */
async function typeCondition(
  { form, about, head, field }: EditedRule,
  record: ListedRecord,
  value: Json,
): Promise<Json | undefined> {
  const { openConditionDialog } = await import('../condition/condition-dialog.ts');
  const condition = await openConditionDialog({
    form: about,
    value: value as Condition | null,
    label: `${say(field.label)}: ${ruleName(head)}`,
    offers: await offeredIn(form, field, about),
    candidate: {
      form: form.id,
      all: form.match?.all ?? false,
      unsaved: (one) => unsavedRecord(record, field.name, one),
    },
  });
  return condition as Json | undefined;
}
