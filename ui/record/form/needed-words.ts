import { msg, str } from '@lit/localize';
import { allFields, type Field } from '../../../metadata/field.ts';
import { listed, within } from '../../session/i18n.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { ownActions } from './record-blocks.ts';

/** For which of the actions that the person is offered a field has to be filled in; undefined: for none. */
export function neededWords(editor: RecordEditor, field: Field): string | undefined {
  const { visible, required, readonly } = editor.state(field);
  return visible && !required && !readonly ? wordsFor(editor, [field]) : undefined;
}

/** The same of a column, some of whose rows need it. */
export function neededInRows(editor: RecordEditor, column: Field): string | undefined {
  return column.required === true ? undefined : wordsFor(editor, [column]);
}

/** The same of some of these fields and their columns. */
export function neededAmong(editor: RecordEditor, fields: readonly Field[]): string | undefined {
  if (!editor.look || editor.look.needed.size === 0) return undefined;
  const wanted = fields.flatMap((field) => {
    const { visible, required, readonly } = editor.state(field);
    if (!visible || readonly) return [];
    const columns = field.rows ? allFields(field.rows) : [];
    return required ? columns : [field, ...columns];
  });
  return wordsFor(editor, wanted);
}

function wordsFor(editor: RecordEditor, fields: readonly Field[]): string | undefined {
  const { look } = editor;
  if (!look || look.needed.size === 0 || editor.isReadonly) return undefined;
  const names = new Set(fields.flatMap(({ path }) => look.needed.get(path) ?? []));
  const actions = ownActions(editor).filter(({ name }) => names.has(name));
  if (actions.length === 0) return undefined;
  return msg(str`${listed(actions.map(({ label }) => within(label)))}前须填写`, { id: 'needed-before' });
}
