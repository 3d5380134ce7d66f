import { msg, str } from '@lit/localize';
import type { LitElement } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { ActionSource } from '../../metadata/source.ts';
import { askBefore } from '../kit/dialog/ask-before.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { plural, say } from '../session/i18n.ts';

/** Asks what an action declares to be asked before, and answers the body it is done with; null: it is not done. */
export function confirmAction(
  host: LitElement,
  { label, confirm, asksReason }: ActionSource,
  records: readonly ListedRecord[],
): Promise<JsonObject | null> {
  return askBefore(host, {
    label: say(label),
    question: say(confirm),
    note: plural(msg(str`将对 ${records.length} 条记录执行。`, { id: 'act-on-count' })),
    asksReason,
  });
}
