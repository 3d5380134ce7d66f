import { msg, str } from '@lit/localize';
import type { LitElement } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { ActionSource } from '../../metadata/source.ts';
import { nameOfRecord, recordCalled } from '../fields/common/record-called.ts';
import { askBefore } from '../kit/dialog/ask-before.ts';
import { type DeskDomain, isEnding } from '../model/desks.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { plural, say } from '../session/i18n.ts';

interface ListHost extends LitElement {
  readonly domains: readonly DeskDomain[];
}

/** Asks what an action declares to be asked before, and answers the body it is done with; null: it is not done. */
export function confirmAction(
  host: ListHost,
  form: FormModel,
  action: ActionSource,
  records: readonly ListedRecord[],
): Promise<JsonObject | null> {
  const [only] = records;
  const isNamed = only !== undefined && records.length === 1 && nameOfRecord(form, only) !== '';
  return askBefore(host, {
    label: say(action.label),
    question: say(action.confirm),
    note: isNamed
      ? recordCalled(form, only)
      : plural(msg(str`将对 ${records.length} 条记录执行。`, { id: 'act-on-count' })),
    asksReason: action.asksReason,
    danger: isEnding(action, form, host.domains),
  });
}
