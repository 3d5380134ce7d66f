import { type EditedGroup, type EditedPart, isGroup, newGroup } from './edited-condition.ts';

/** The part with a key, and the group it stands in; undefined: there is none. */
export interface PartPlace {
  readonly edited: EditedPart;
  readonly parent: EditedGroup | null;
  readonly at: number;
}

export function find(root: EditedGroup, key: number): PartPlace | undefined {
  if (root.key === key) return { edited: root, parent: null, at: 0 };
  const search = (group: EditedGroup): PartPlace | undefined => {
    for (const [at, edited] of group.parts.entries()) {
      if (edited.key === key) return { edited, parent: group, at };
      const inner = isGroup(edited) ? search(edited) : undefined;
      if (inner) return inner;
    }
    return undefined;
  };
  return search(root);
}

/** Puts another in place of a part; none: takes it out, and groups that are empty then. */
export function replace(
  root: EditedGroup,
  key: number,
  by: (edited: EditedPart) => readonly EditedPart[] | EditedPart,
): EditedGroup {
  const inside = (group: EditedGroup): EditedGroup => {
    const parts = group.parts.flatMap((part): readonly EditedPart[] | EditedPart => {
      if (part.key === key) return by(part);
      if (!isGroup(part)) return part;
      const next = inside(part);
      return next.parts.length === 0 && part.parts.length > 0 ? [] : next;
    });
    const same = parts.length === group.parts.length && parts.every((part, at) => part === group.parts[at]);
    return same ? group : { ...group, parts };
  };
  if (root.key === key) {
    const next = by(root);
    return 'key' in next && isGroup(next) ? next : { ...root, parts: [] };
  }
  return inside(root);
}

export function remove(root: EditedGroup, key: number): EditedGroup {
  return replace(root, key, () => []);
}

/** Into a group, before the part that stands at a place. */
export function insert(root: EditedGroup, group: number, at: number, edited: EditedPart): EditedGroup {
  return replace(root, group, (found) =>
    isGroup(found) ? { ...found, parts: found.parts.toSpliced(at, 0, edited) } : found,
  );
}

/** Up or down by one; at the edge of its group, out of it. */
export function move(root: EditedGroup, key: number, step: -1 | 1): EditedGroup {
  const found = find(root, key);
  if (!found?.parent) return root;
  const { edited, parent, at } = found;
  const to = at + step;
  if (to < 0 || to >= parent.parts.length) return beside(root, parent, edited, step);
  return replace(root, parent.key, (group) =>
    isGroup(group) ? { ...group, parts: group.parts.toSpliced(at, 1).toSpliced(to, 0, edited) } : group,
  );
}

/** Out of its group, behind it. */
export function outdent(root: EditedGroup, key: number): EditedGroup {
  const found = find(root, key);
  return found?.parent ? beside(root, found.parent, found.edited, 1) : root;
}

function beside(root: EditedGroup, group: EditedGroup, edited: EditedPart, step: -1 | 1): EditedGroup {
  const upper = find(root, group.key);
  if (!upper?.parent) return root;
  // The group itself may go with its last part, so the place is found before.
  const placed = insert(root, upper.parent.key, upper.at + (step === 1 ? 1 : 0), { ...edited, key: -1 });
  return replace(remove(placed, edited.key), -1, () => edited);
}

/** Into the group beside it; where there is none, into a new one of the other sort. */
export function indent(root: EditedGroup, key: number): EditedGroup {
  const found = find(root, key);
  if (!found?.parent) return root;
  const { edited, parent, at } = found;
  const [before, after] = [parent.parts[at - 1], parent.parts[at + 1]];
  if (before && isGroup(before)) return insert(remove(root, key), before.key, before.parts.length, edited);
  if (after && isGroup(after)) return insert(remove(root, key), after.key, 0, edited);
  return replace(root, key, () => newGroup(parent.join === 'all' ? 'any' : 'all', [edited]));
}

/** Drawn to another place: before or behind a part, or into a group. Into itself it cannot go. */
export function place(
  root: EditedGroup,
  key: number,
  target: number,
  where: 'before' | 'after' | 'inside',
): EditedGroup {
  const found = find(root, key);
  if (!found?.parent || key === target) return root;
  if (isGroup(found.edited) && find(found.edited, target)) return root;
  const there = find(root, target);
  if (!there) return root;
  if (where === 'inside' && isGroup(there.edited))
    return settle(
      insert(root, target, there.edited.parts.length, { ...found.edited, key: -1 }),
      found.edited,
    );
  if (!there.parent) return root;
  const at = there.at + (where === 'after' ? 1 : 0);
  return settle(insert(root, there.parent.key, at, { ...found.edited, key: -1 }), found.edited);
}

function settle(root: EditedGroup, edited: EditedPart): EditedGroup {
  return replace(remove(root, edited.key), -1, () => edited);
}
