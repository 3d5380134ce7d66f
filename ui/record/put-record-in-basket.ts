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
 * What was typed goes into the basket instead of into the record, which stands as it did. Answers the first of what
 * is no value yet, and then nothing went anywhere; what the server refuses is told. `action`: to be done to it instead,
 * `enable`, `disable` or `delete`.
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

/** What becomes of a record as a whole. */
export type StateAction = 'enable' | 'disable' | 'delete';

/** That it is to be enabled, disabled or deleted; until then it stands as it does. */
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
