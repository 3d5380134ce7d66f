import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Drawn } from './convert-fields.ts';
import { type Doctype, isOn } from './doctype.ts';

/** Sent in, a record stands: all but what may change afterwards is read only, and it is taken back, not deleted. */
export function sentIn(form: Record<string, Json>, drawn: Drawn, doctype: Doctype): JsonObject {
  const draft = { fact: 'sent', operator: 'equal', value: 'draft' };
  const state = {
    name: 'sent',
    kind: 'choice',
    label: { zh: '状态', en: 'State' },
    readonly: true,
    default: 'draft',
    copied: false,
    options: [
      { value: 'draft', label: { zh: '草稿', en: 'Draft' }, tone: 'quiet' },
      { value: 'submitted', label: { zh: '已提交', en: 'Submitted' }, tone: 'ok' },
      { value: 'cancelled', label: { zh: '已作废', en: 'Cancelled' }, tone: 'error' },
    ],
  };
  const later = new Set(
    doctype.fields
      .filter(({ said: words }) => isOn(words['allow_on_submit']))
      .map(({ name }) => drawn.names.get(name)),
  );
  const stands = { not: draft };
  const locks = [
    {
      action: 'delete',
      when: { fact: 'sent', operator: 'equal', value: 'submitted' },
      message: {
        zh: '已提交，不能删除；请先作废',
        en: 'It is submitted and cannot be deleted; cancel it first',
      },
    },
  ];
  if (later.size === 0) {
    locks.push({
      action: 'change',
      when: stands as never,
      message: { zh: '已提交，不能修改', en: 'It is submitted and can no longer be changed' },
    });
  } else {
    for (const field of form['fields'] as Record<string, Json>[]) {
      if (later.has(String(field['name'])) || field['readonly'] === true || field['kind'] === 'carry')
        continue;
      if (field['kind'] === 'number') continue;
      const before = field['readonly'];
      field['readonly'] = before === undefined ? stands : { any: [before, stands] };
    }
  }
  const put = (name: string, text: JsonObject, value: string, from: string) => ({
    ...{ name, label: text, capability: 'set-fields', params: { fields: { sent: value } }, on: 'records' },
    when: { fact: 'sent', operator: 'equal', value: from },
  });
  return {
    fields: [...(form['fields'] as Json[]), state],
    locks: locks as unknown as Json,
    actions: [
      put('submit', { zh: '提交', en: 'Submit' }, 'submitted', 'draft'),
      put('cancel', { zh: '作废', en: 'Cancel' }, 'cancelled', 'submitted'),
    ],
  };
}
