import { type Call, type Formula, partsOf } from './formula.ts';
import { functionNamed, isOfRows } from './functions.ts';

/** Tells whether a path from the place of a formula leads to rows of entries: `lines`, `parent.lines.batches`. */
export type LeadsToRows = (path: string) => boolean;

/** The entries on the way of a path, from the outside in, the path itself where it is one. */
export function entriesOn(path: string, leads: LeadsToRows): readonly string[] {
  const segments = path.split('.');
  return segments.map((_, at) => segments.slice(0, at + 1).join('.')).filter(leads);
}

/** The paths that a call reads of every row by itself, not by calls in it that look at rows of their own. */
function ownPaths(call: Call): readonly Extract<Formula, { readonly type: 'path' }>[] {
  const params = functionNamed(call.name)?.params(call.args.length) ?? [];
  const found: Extract<Formula, { readonly type: 'path' }>[] = [];
  const walk = (one: Formula): void => {
    if (one.type === 'path') found.push(one);
    if (one.type === 'call' && isOfRows(one.name)) return;
    for (const part of partsOf(one)) walk(part);
  };
  for (const [at, arg] of call.args.entries()) if (params[at]?.perRow) walk(arg);
  return found;
}

/**
 * Finds the entries whose rows a call goes through, from the outside in, beyond those that calls around it go through
 * already. `apart`: the path whose rows are others than those of the paths before it.
 */
export function rowsOfCall(
  call: Call,
  around: readonly string[],
  leads: LeadsToRows,
): { readonly entries: readonly string[]; readonly apart?: Formula } {
  let entries: readonly string[] = [];
  for (const formula of ownPaths(call)) {
    const own = entriesOn(formula.path, leads).filter((one) => !around.includes(one));
    const [short, long] = own.length < entries.length ? [own, entries] : [entries, own];
    if (short.some((one, at) => one !== long[at])) return { entries, apart: formula };
    entries = long;
  }
  return { entries };
}
