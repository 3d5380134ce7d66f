import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { Call } from '../../call/call.ts';
import { problemSentence } from '../../common/messages/render-problem.ts';
import { itemOf, type ValueRow } from '../../params/file/value-row.ts';
import { planValues, type ValueItem } from '../../params/many/plan-values.ts';
import { writeValues } from '../../params/many/write-values.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { rootOrg } from '../../storage/store/shipped/shipment-body.ts';
import { isSecretMark } from './promoted-files.ts';
import type { Secrets } from './write-bodies.ts';

interface WriteParts {
  readonly store: Store;
  readonly call: () => Call;
  readonly seal: (plain: string) => string;
  readonly secrets: Secrets;
}

/** Sets, and unsets, what is to stand otherwise than it does; told what could not be. */
export async function writePromotedValues(
  { store, call: now, seal, secrets }: WriteParts,
  owner: string,
  { before, values }: { readonly before: JsonObject; readonly values: JsonObject },
  onWritten: (count: number) => void,
): Promise<readonly Issue[]> {
  const call: Call = { ...now(), reason: owner };
  const issues: Issue[] = [];
  const items: ValueItem[] = [];
  const places: string[] = [];
  const wrong = (place: string, reason: Json) =>
    issues.push({
      code: 'promoted-value',
      severity: 'error',
      package: owner,
      file: 'local/values.json',
      pointer: `/values/${place.replaceAll('/', '~1')}`,
      params: { place, reason },
    });
  for (const place of new Set([...Object.keys(before), ...Object.keys(values)])) {
    const [was, is] = [before[place], values[place]];
    const secret = secrets.get(`values/${place}`);
    if (secret === undefined && was !== undefined && is !== undefined && sameData(was, is)) continue;
    const row = rowIn(is ?? was, call, secret);
    if (row === null) continue;
    const read = itemOf(call, is === undefined ? { ...row, state: 'unset', value: '', raw: '' } : row);
    if ('problems' in read) for (const problem of read.problems) wrong(place, said(problem, call));
    else {
      items.push(read.item);
      places.push(place);
    }
  }
  const plan = await planValues(call, items, { seen: false, seal });
  for (const problem of plan.problems) {
    const [, index = '0'] = problem.path.split('/');
    wrong(places[Number(index)] ?? '', said(problem, call));
  }
  if (plan.problems.length > 0) return issues;
  onWritten((await writeValues(store, call, plan.writes)).length);
  return issues;
}

function said(problem: Parameters<typeof problemSentence>[0], { served: { model } }: Call): Json {
  return {
    zh: problemSentence(problem, 'zh', model.messages),
    en: problemSentence(problem, 'en', model.messages),
  };
}

/** Null: its secret stayed where it was, and nobody gave one. */
function rowIn(
  content: Json | undefined,
  { served: { orgs } }: Call,
  secret: string | undefined,
): ValueRow | null {
  if (!isObject(content)) return null;
  const text = (name: keyof ValueRow) => (typeof content[name] === 'string' ? content[name] : '');
  if (isSecretMark(content['value']) && secret === undefined) return null;
  const org = text('org');
  return {
    type: text('type'),
    key: text('key'),
    state: text('state'),
    raw: text('raw'),
    validFrom: text('validFrom'),
    validTo: text('validTo'),
    locked: text('locked'),
    org: org === rootOrg ? (orgs.get(orgs.root)?.number ?? org) : org,
    value: secret ?? text('value'),
  };
}
