import type { GroupSource } from '../../../metadata/source.ts';
import { session } from '../../session/session.ts';
import type { RecordEditor } from './record-editor.ts';

/** A group of a record's page, on its tab. */
interface PlacedGroup {
  readonly editor: RecordEditor;
  readonly tab: string;
  readonly group: GroupSource;
}

/** What somebody opened or closed of a record whose own values fold its groups: that holds for this record alone. */
const chosen = new WeakMap<RecordEditor, Map<string, boolean>>();

/**
 * A group is folded as the form says until somebody opens or closes it. What the form says always is kept as his
 * preference for all records; what a condition says is asked of each record anew.
 */
export function isFolded({ editor, tab, group }: PlacedGroup): boolean {
  const at = `${tab}/${group.name}`;
  if (typeof group.folded === 'object')
    return chosen.get(editor)?.get(at) ?? editor.look?.folded.has(at) ?? false;
  return turned(editor).has(at) !== (group.folded ?? false);
}

export function fold({ editor, tab, group }: PlacedGroup, folded: boolean): void {
  const at = `${tab}/${group.name}`;
  if (typeof group.folded === 'object') {
    chosen.set(editor, (chosen.get(editor) ?? new Map<string, boolean>()).set(at, folded));
    return;
  }
  const others = turned(editor);
  if (folded === (group.folded ?? false)) others.delete(at);
  else others.add(at);
  session.own.write(preference(editor), others.size > 0 ? [...others] : undefined);
}

const preference = ({ form }: RecordEditor) => `folded:${form.id}`;

/** Groups that this person wants otherwise than the form says: `tab/group`. */
function turned(editor: RecordEditor): Set<string> {
  const kept = session.own.read(preference(editor));
  return new Set(Array.isArray(kept) ? kept.map(String) : []);
}
