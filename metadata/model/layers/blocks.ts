import type { BlockSource, LayoutSource } from '../../source.ts';

/**
 * Blocks with the group in which each stands, and the field before which it stands there; without one, it stands
 * behind all of them. A block before a field goes where the field goes, unless its group is said and is another one.
 * With `stays`, a field that is not shown to somebody gives way to the next one that is.
 */
export function placedBlocks(
  blocks: readonly BlockSource[],
  layout: LayoutSource,
  stays: (id: string) => boolean = () => true,
): readonly BlockSource[] {
  const groups = layout.tabs.flatMap((tab) => tab.groups);
  const placed = blocks.flatMap((block) => {
    const { before = '', group: said, ...rest } = block;
    const beside = groups.find(({ fields }) => fields.includes(before));
    const named = groups.find(({ name }) => name === said);
    const group = named ?? beside ?? groups[0];
    if (!group) return [];
    const at = group.fields.indexOf(before);
    const next = at < 0 ? undefined : group.fields.slice(at).find(stays);
    return [{ ...rest, group: group.name, ...(next !== undefined && { before: next }) }];
  });
  const first = ({ order = Number.MAX_SAFE_INTEGER }: BlockSource) => order;
  return placed.toSorted((a, b) => first(a) - first(b));
}
