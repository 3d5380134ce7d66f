import type { JsonObject } from '../../../metadata/common/json.ts';
import { focusedElement } from '../../kit/base/focus.ts';
import { GjRecordConflict, type TwoSides } from './gj-record-conflict.ts';

/** Over the page: the record as it is to be, or undefined when it was left undecided. */
export async function openRecordConflict(sides: TwoSides): Promise<JsonObject | undefined> {
  const before = focusedElement();
  const dialog = Object.assign(new GjRecordConflict(), { editor: sides });
  document.body.append(dialog);
  const settled = await new Promise<JsonObject | undefined>((resolve) => {
    dialog.addEventListener('settled', (event) => resolve((event as CustomEvent<JsonObject>).detail));
    dialog.addEventListener('closed', () => resolve(undefined));
  });
  dialog.remove();
  before?.focus();
  return settled;
}
