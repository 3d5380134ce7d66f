import { msg, str } from '@lit/localize';
import type { Field } from '../../../metadata/field.ts';
import { listed, within } from '../../session/i18n.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { ownActions } from './record-blocks.ts';

/** For which of the actions that the person is offered a field has to be filled in; undefined: for none. */
export function neededWords(editor: RecordEditor, fields: readonly Field[]): string | undefined {
  const { look } = editor;
  if (!look || look.needed.size === 0 || editor.isReadonly) return undefined;
  const wanted = fields.filter((field) => {
    const { visible, required, readonly } = editor.state(field);
    return visible && !required && !readonly;
  });
  const names = new Set(wanted.flatMap(({ id }) => look.needed.get(id) ?? []));
  const actions = ownActions(editor).filter(({ name }) => names.has(name));
  if (actions.length === 0) return undefined;
  return msg(str`${listed(actions.map(({ label }) => within(label)))}前须填写`, { id: 'needed-before' });
}
