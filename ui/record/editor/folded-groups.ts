import { session } from '../../session/session.ts';
import type { RecordEditor } from './record-editor.ts';

/** Which groups of a record's page are folded away, by `tab/group`. */
export interface FoldedGroups {
  has(group: string): boolean;
  set(group: string, isFolded: boolean): void;
}

/** What somebody opened or closed of a record whose own values fold its groups: that holds for this record alone. */
const chosen = new WeakMap<RecordEditor, Map<string, boolean>>();

/**
 * A group is folded as the form says until somebody opens or closes it. What the form says always is kept as his
 * preference for all records; what a condition says is asked of each record anew.
 */
export function foldedGroups(editor: RecordEditor): FoldedGroups {
  const { form } = editor;
  const preference = `folded:${form.id}`;
  const asks = new Set(
    form.layout.tabs.flatMap(({ name, groups }) =>
      groups.filter(({ folded }) => typeof folded === 'object').map((group) => `${name}/${group.name}`),
    ),
  );
  const always = new Set(
    form.layout.tabs.flatMap(({ name, groups }) =>
      groups.filter(({ folded }) => folded === true).map((group) => `${name}/${group.name}`),
    ),
  );
  return {
    has(group) {
      if (asks.has(group)) return chosen.get(editor)?.get(group) ?? editor.look?.folded.has(group) ?? false;
      return turned().has(group) !== always.has(group);
    },
    set(group, isFolded) {
      if (asks.has(group)) {
        const own = chosen.get(editor) ?? new Map<string, boolean>();
        chosen.set(editor, own.set(group, isFolded));
        return;
      }
      const others = turned();
      if (isFolded === always.has(group)) others.delete(group);
      else others.add(group);
      session.own.write(preference, others.size > 0 ? [...others] : undefined);
    },
  };

  /** Groups that this person wants otherwise than the form says. */
  function turned(): Set<string> {
    const kept = session.own.read(preference);
    return new Set(Array.isArray(kept) ? kept.map(String) : []);
  }
}
