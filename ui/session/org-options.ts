import type { OwnOrganisation } from '../../metadata/contract/people/session.ts';

/** An organisation in the order of the tree, with how deep it lies. */
export interface OrgLine extends OwnOrganisation {
  readonly depth: number;
  /** Names of those above, from the top. */
  readonly path: string;
}

/** Depths and paths among the organisations one may act for; parents come before children already. */
export function orgLines(organisations: readonly OwnOrganisation[]): readonly OrgLine[] {
  const lines = new Map<string, OrgLine>();
  for (const org of organisations) {
    const above = org.parent === null ? undefined : lines.get(org.parent);
    const path = above ? (above.path === '' ? above.name : `${above.path} / ${above.name}`) : '';
    lines.set(org.id, { ...org, depth: above ? above.depth + 1 : 0, path });
  }
  return [...lines.values()];
}

/** Finds the organisations whose number or name has the text in it. */
export function orgsWith(lines: readonly OrgLine[], text: string): readonly OrgLine[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return lines;
  return lines.filter(
    ({ number, name }) => name.toLowerCase().includes(wanted) || number.toLowerCase().includes(wanted),
  );
}
