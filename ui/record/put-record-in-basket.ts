import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { notify } from '../kit/gj-notices.ts';
import { putInBasket } from '../params/basket/put-in-basket.ts';
import { listAddress } from '../session/record-links.ts';
import { router } from '../session/router.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import type { Finding } from './editor/record-findings.ts';

/**
 * Puts the typed changes into the basket instead of into the record, which stays as it is. Answers the first finding
 * where some text is no value yet, and then nothing went anywhere; a refusal of the server is told. `action`: is done
 * to the record instead, `enable`, `disable` or `delete`.
 */
export async function putRecordInBasket(
  editor: RecordEditor,
  action?: StateAction,
): Promise<Finding | undefined> {
  if (action !== undefined) return putAction(editor, action);
  const sending = await editor.unsent();
  if (!sending) return editor.findings[0];
  const { base, place, isSetting } = editor;
  const { name } = place.outline;
  const body = sending.method === 'PUT' ? withGoneRows(sending.body, base) : sending.body;
  try {
    await putInBasket([
      base
        ? {
            action: 'change',
            form: name,
            body,
            ...(base.revision > 0 && { ifMatch: base.revision }),
            ...(!isSetting && { record: base.id }),
          }
        : { action: 'create', form: name, body },
    ]);
  } catch (failure) {
    notify({ text: failureText(failure), kind: 'error' });
    return undefined;
  }
  editor.revert();
  if (!base) await router.go(listAddress(name));
  return undefined;
}

/** An action on a record as a whole. */
export type StateAction = 'enable' | 'disable' | 'delete';

/** Puts an action on the record into the basket; until it is published the record stays as it is. */
async function putAction({ base, place }: RecordEditor, action: StateAction): Promise<undefined> {
  if (!base) return;
  try {
    await putInBasket([{ action, form: place.outline.name, record: base.id, ifMatch: base.revision }]);
  } catch (failure) {
    notify({ text: failureText(failure), kind: 'error' });
  }
}

/** Rows that were taken out are named as such: those nobody names stay. */
export function withGoneRows(body: JsonObject, base: JsonObject | null): JsonObject {
  const entries = Object.entries(body).map(([name, value]): readonly [string, Json] => {
    const before = base?.[name];
    if (!isList(value) || !isList(before) || !before.every(isObject)) return [name, value];
    const stay = new Set(value.map((row) => (isObject(row) ? row['id'] : undefined)));
    const gone = before.flatMap((row) =>
      isObject(row) && typeof row['id'] === 'string' && !stay.has(row['id'])
        ? [{ id: row['id'], $delete: true }]
        : [],
    );
    return [name, [...value, ...gone]];
  });
  return Object.fromEntries(entries);
}
