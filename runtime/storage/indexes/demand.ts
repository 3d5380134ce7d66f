import type { FoundIndex } from '../../database/schema.ts';
import { accessPathsOf, type Drive, lookedAt } from '../store/list/access-paths.ts';
import type { ListPlan } from '../store/list/list-plan.ts';
import type { PageRead } from '../store/list/pager.ts';
import { learnedPrefix } from '../tables/table-spec.ts';
import { carrying, type IndexKey, keyOf, serves, shapeOf } from './index-key.ts';

/** The use of one index, or the want of one, since that was last told. */
interface IndexDemand {
  readonly form: string;
  /** Of one that there is: its name. Of one that is missing: what it is about. */
  readonly index: { readonly name: string } | { readonly key: IndexKey };
  /** Milliseconds that people waited for want of it. */
  readonly cost: number;
  readonly times: number;
}

/** Remembers, until it is taken, what lists cost and which learned indexes they use. */
interface Demand {
  note(plan: ListPlan, read: PageRead): void;
  take(): readonly IndexDemand[];
}

export interface DemandLimits {
  /** Milliseconds from which on an answer is slow. */
  readonly slow: number;
  /** Rows from which on a table needs learned indexes. */
  readonly rows: number;
}

export function createDemand({ slow, rows }: DemandLimits): Demand {
  let noted = new Map<string, IndexDemand>();
  const used = new WeakMap<ListPlan, { readonly of: unknown; readonly names: readonly string[] }>();

  function add(form: string, id: string, index: IndexDemand['index'], cost: number): void {
    const key = `${form} ${id}`;
    const before = noted.get(key);
    noted.set(key, { form, index, cost: (before?.cost ?? 0) + cost, times: (before?.times ?? 0) + 1 });
  }

  function namesOf(plan: ListPlan, read: PageRead): readonly string[] {
    const known = used.get(plan);
    if (known?.of === read.indexes) return known.names;
    const { walk, drives } = accessPathsOf(plan, read.indexes);
    const all = [
      ...(walk ? [walk.index] : []),
      ...drives.flatMap((drive) => ('lines' in drive ? drive.lines : [drive]).map(({ index }) => index)),
    ];
    const names = [...new Set(all.filter((name) => name.startsWith(learnedPrefix)))];
    used.set(plan, { of: read.indexes, names });
    return names;
  }

  return {
    note(plan, read) {
      for (const name of namesOf(plan, read)) add(plan.form.id, name, { name }, 0);
      if (read.milliseconds < slow || read.indexes.rows < rows) return;
      const wants = readWants(plan, read);
      for (const key of wants) add(plan.form.id, key, { key }, read.milliseconds / wants.length);
    },
    take() {
      const taken = [...noted.values()];
      noted = new Map();
      return taken;
    },
  };
}

/**
 * Indexes that would have made an answer quick. Single ones first; where they are there and do not help, one that has
 * the order for each value by itself, or else all that is asked about, so that rows need not be looked at.
 */
function readWants(plan: ListPlan, { way, indexes: { indexes } }: PageRead): readonly IndexKey[] {
  const wanted = [
    ...orderWanted(plan, indexes),
    ...columnsWanted(plan, indexes),
    ...sightWanted(plan, indexes),
  ];
  if (wanted.length > 0 || way !== 'strayed') return [...new Set(wanted)];
  const pair = pairWanted(plan, indexes);
  return pair.length > 0 ? pair : wholeWanted(plan, indexes);
}

function orderWanted(plan: ListPlan, indexes: readonly FoundIndex[]): readonly IndexKey[] {
  if (accessPathsOf(plan, { rows: 0, indexes }).walk) return [];
  return missing(plan, keyOf([], orderOf(plan)), indexes);
}

function columnsWanted(plan: ListPlan, indexes: readonly FoundIndex[]): readonly IndexKey[] {
  return plan.terms.flatMap(({ column, parts }) => {
    const found = column ?? plan.layout.byId.get(parts?.[0]?.by[0] ?? '');
    if (!found) return [];
    const name = found.physical.toLowerCase();
    return indexes.some(({ columns }) => columns[0]?.name === name) ? [] : missing(plan, found.id, indexes);
  });
}

/** Each line of what one may see is found by its index, or none is of use. */
function sightWanted(plan: ListPlan, indexes: readonly FoundIndex[]): readonly IndexKey[] {
  if (!plan.branches) return [];
  const begins = (name: string) => indexes.some(({ columns }) => columns[0]?.name === name);
  return [
    ...(begins('sharing') ? [] : missing(plan, 'sharing,org', indexes)),
    ...(begins('org') ? [] : missing(plan, 'org', indexes)),
  ];
}

/** Answers an index by value and order together, for lists whose matching rows stand far back in the order. */
function pairWanted(plan: ListPlan, indexes: readonly FoundIndex[]): readonly IndexKey[] {
  const { walk } = accessPathsOf(plan, { rows: 0, indexes });
  const single = walk?.first.length === 0 && walk.rest.find(({ column, equal }) => column && equal)?.column;
  if (!single) return [];
  const order = orderOf(plan).filter(({ id }) => id !== single.id);
  return missing(plan, keyOf([single.id], order), indexes);
}

/**
 * Answers an index that has all that the list asks about: one that leads with the condition, or else with the order,
 * since the condition may find few rows or many.
 */
function wholeWanted(plan: ListPlan, indexes: readonly FoundIndex[]): readonly IndexKey[] {
  const looked = lookedAt(plan);
  const { walk, drives } = accessPathsOf(plan, { rows: 0, indexes });
  const by = drives.filter((drive) => 'by' in drive);
  if (!looked || !walk || walk.rest.length === 0 || by.length === 0) return [];
  const order = orderOf(plan);
  const all = [...looked, ...order.map(({ id }) => id)];
  const ofOrder = walk.rowsBy === null ? missing(plan, carrying(keyOf([], order), all), indexes) : [];
  const ofConditions = by.every(({ rowsBy }) => rowsBy === null)
    ? by.slice(0, 1).flatMap((drive) => missing(plan, carrying(leadOf(drive), all), indexes))
    : [];
  return ofConditions.length > 0 ? ofConditions : ofOrder;
}

function leadOf({ by }: Extract<Drive, { by: unknown }>): IndexKey {
  return by[0]?.column ? keyOf([by[0].column.id], []) : '';
}

function orderOf({ sort }: ListPlan) {
  return sort.map(({ column: { id }, descending }) => ({ id, descending }));
}

function missing({ layout }: ListPlan, key: IndexKey, indexes: readonly FoundIndex[]): readonly IndexKey[] {
  if (key === '') return [];
  const shape = shapeOf(layout, key);
  return shape && !indexes.some((found) => serves(found, shape)) ? [key] : [];
}
