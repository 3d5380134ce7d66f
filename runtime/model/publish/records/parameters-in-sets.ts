import { isDeepStrictEqual } from 'node:util';
import type { Issue } from '../../../../metadata/common/issue.ts';
import { isObject, type JsonObject } from '../../../../metadata/common/json.ts';
import { type Item, isParam, type ParamItem } from '../../../../rules/changes/item.ts';
import { type Address, addressOf } from '../../../../rules/params/address.ts';
import { wireOf } from '../../../params/wire-value.ts';
import { rowsOf, type Stored } from '../../../storage/store/record/stored.ts';
import { storedPages } from './found-records.ts';
import { asks, fateOf, inWords, type ParametersQuestion, placeOf } from './stored-parameters.ts';

/** States in which a set may still be published. */
const open = ['draft', 'waiting', 'approved', 'scheduled', 'rejected', 'failed'];

/** So many values of one parameter are listed one by one, and so many stand in the sentence. */
const [listed, named] = [1_000, 10];

interface ValuesInSets {
  readonly address: Address;
  readonly rows: JsonObject[];
  count: number;
}

/**
 * Values in change sets that are still open, of which the definitions to come have no room. The sets stay, and can be
 * published once these are mended. `layout`: how change sets are kept at this moment.
 */
export async function parametersInSets(question: ParametersQuestion): Promise<readonly Issue[]> {
  const { reader, layout } = question;
  const found = new Map<string, ValuesInSets>();
  for await (const page of storedPages(reader, layout, { field: 'state', values: open }))
    for (const set of page) for (const item of itemsOf(set)) note(question, found, set, item);
  return [...found.values()].map((one) => issueOf(question, one));
}

function itemsOf(set: Stored): readonly ParamItem[] {
  return rowsOf(set['items']).flatMap(({ content }) => {
    // Change sets keep items as they were judged.
    const item = isObject(content) ? (content as unknown as Item) : undefined;
    return item && isParam(item) && item.action !== 'unset' ? [item] : [];
  });
}

function note(
  question: ParametersQuestion,
  found: Map<string, ValuesInSets>,
  set: Stored,
  item: ParamItem,
): void {
  const { former, model, orgs } = question;
  const { type, key, org, value = null } = item;
  const then = addressOf(former, type, key);
  const next = addressOf(model, type, key);
  if (!then || (next && isDeepStrictEqual(asks(then.param), asks(next.param)))) return;
  const problem = next ? problemOf(question, item, then, next) : 'parameter-unknown';
  if (problem === undefined) return;
  const name = JSON.stringify([type, then.param.key, then.param.dimension]);
  const one = found.get(name) ?? { address: next ?? then, rows: [], count: 0 };
  found.set(name, one);
  one.count += 1;
  if (one.rows.length >= listed) return;
  one.rows.push({
    set: typeof set['number'] === 'string' ? set['number'] : set.id,
    type,
    key,
    org: org === null ? null : (orgs.get(org)?.number ?? org),
    value: value === null ? null : wireOf(value, then, former),
    problem,
  });
}

/** Answers the problem of an item that sets a value; a lock is judged where it stands. */
function problemOf(
  question: ParametersQuestion,
  item: ParamItem,
  then: Address,
  next: Address,
): string | undefined {
  const { value = null, raw = null, locked = false } = item;
  if (item.action !== 'set') return undefined;
  const said = fateOf(question, { ...item, value, raw, locked }, then, next);
  return said?.fate === 'params-break' ? said.problem : undefined;
}

function issueOf(question: ParametersQuestion, { address, rows, count }: ValuesInSets): Issue {
  const { type, param } = address;
  const values = rows.slice(0, named).map((row): JsonObject => {
    const { zh, en } = inWords(row);
    const set = String(row['set']);
    return { zh: `${set}：${String(zh)}`, en: `${set}: ${String(en)}` };
  });
  return {
    code: 'params-in-sets',
    severity: 'warning',
    pointer: '',
    ...placeOf(question, address),
    params: {
      type,
      key: param.key ?? param.dimension ?? '',
      label: { ...param.label },
      count,
      rows,
      values: count > values.length ? [...values, '…'] : values,
    },
  };
}
