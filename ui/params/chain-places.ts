import type { Organisation } from '../../metadata/contract/common/shared.ts';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import type { ChainLink, ParameterRead } from '../../metadata/contract/params/value.ts';
import { session } from '../session/session.ts';

/** One place that could say a value, with everything it says; from what being unset means down to the organisation. */
export interface ChainPlace {
  readonly kind: 'unset' | 'preset' | 'system' | 'organisation';
  readonly org?: Organisation;
  /** Empty: nothing is set there. */
  readonly links: readonly ChainLink[];
  /** The value that the organisation reads comes from here. */
  readonly holds: boolean;
}

/** The places a value comes down by, the furthest first; organisations between that say nothing stand among them. */
export function chainPlaces({ chain = [] }: ParameterRead, definition: Definition): readonly ChainPlace[] {
  const from = (kind: 'unset' | 'preset') => chain.filter((link) => link.from === kind);
  const said = chain.filter((link) => link.from === 'value');
  const places: ChainPlace[] = [];
  const add = (place: Omit<ChainPlace, 'holds'>) =>
    places.push({ ...place, holds: place.links.some(({ state }) => holding.has(state)) });
  add({ kind: 'unset', links: from('unset') });
  const preset = from('preset');
  if (preset.length > 0) add({ kind: 'preset', links: preset });
  const ofSystem = said.filter(({ scope }) => scope === 'system');
  if (definition.scopes.includes('system') || ofSystem.length > 0) add({ kind: 'system', links: ofSystem });
  if (!definition.scopes.includes('organisation')) return places;
  const line = organisationsAsked(definition, said);
  for (const org of line)
    add({ kind: 'organisation', org, links: said.filter((link) => link.org?.id === org.id) });
  return places;
}

const holding: ReadonlySet<ChainLink['state']> = new Set(['holds', 'preset', 'unset']);

/**
 * Answers the page's organisation and those above it, the topmost first; one that may not be acted for is among them if
 * it sets a value.
 */
function organisationsAsked(definition: Definition, said: readonly ChainLink[]): readonly Organisation[] {
  const here = session.org;
  if (!here) return [];
  if (!definition.inherited) return [here];
  const known = new Map(session.organisations.map((org) => [org.id, org]));
  const line: Organisation[] = [];
  for (let at = known.get(here.id); at && !line.includes(at); at = known.get(at.parent ?? ''))
    line.unshift(at);
  // The chain is told nearest first.
  const beyond = said.flatMap(({ org }) => (org && !line.some(({ id }) => id === org.id) ? [org] : []));
  const above = [...new Map(beyond.map((org) => [org.id, org])).values()].reverse();
  return [...above, ...line];
}
