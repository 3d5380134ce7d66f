import type { Org } from './org-places.ts';

/** As a param of a sentence, which an interface is not. */
type Called = { readonly zh: string; readonly en: string };

/** An organisation as sentences name it: by its name, with the number that tells it apart behind. */
export function calledInFull({ name, number }: Pick<Org, 'name' | 'number'>): Called {
  const isAlone = name === '' || name === number;
  return isAlone ? { zh: number, en: number } : { zh: `${name}（${number}）`, en: `${name} (${number})` };
}

/** The same by its id; one that nobody knows by that. */
export function calledIn(orgs: { get(id: string): Org | undefined }, id: string): Called | string {
  const org = orgs.get(id);
  return org ? calledInFull(org) : id;
}
