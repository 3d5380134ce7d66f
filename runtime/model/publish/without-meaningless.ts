import type { Issue } from '../../../metadata/common/issue.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  pointerSegments,
  pointerTo,
} from '../../../metadata/common/json.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Edition } from '../../common/edition.ts';
import type { Installed } from '../packages/package-store.ts';
import { buildModel } from './build-model.ts';

/** A part that is set aside may be one that something else leans on: a field, then a group it stands in. */
const mostRounds = 6;

/** The customer's layer as far as it means something beside these packages: what is about nothing there is left out. */
export async function withoutMeaningless(
  local: Installed,
  beside: readonly Installed[],
  edition: Edition,
): Promise<Installed> {
  let left = local;
  for (let round = 0; round < mostRounds; round += 1) {
    const { issues } = await buildModel([...beside, left], edition);
    const own = issues.filter((one) => one.package === localPackage && one.severity === 'error');
    if (own.length === 0) return left;
    left = { ...left, files: withoutPlaces(left.files, own) };
  }
  return left;
}

function withoutPlaces(files: Installed['files'], issues: readonly Issue[]): Installed['files'] {
  const kept = new Map(files);
  for (const [path, some] of Map.groupBy(issues, ({ file = '' }) => file)) {
    const content = files.get(path);
    if (path === 'package.json' || content === undefined) continue;
    const gone = new Set(some.map(({ pointer }) => partOf(pointer)));
    if (!isObject(content) || gone.has('')) kept.delete(path);
    else kept.set(path, withoutParts(content, gone));
  }
  return kept;
}

/**
 * `/set/list~1columns/add/0` is about `/set/list~1columns`, `/rules/2/when` about the rule; empty: about the whole
 * file.
 */
function partOf(pointer: string): string {
  const segments = pointerSegments(pointer);
  const [member = '', name] = segments;
  if (name === undefined || !membersOfParts.has(member)) return '';
  return pointerTo(...segments.slice(0, member === 'rows' ? 3 : 2));
}

const membersOfParts = new Set([
  ...[
    'set',
    'overrules',
    'fields',
    'rows',
    'rules',
    'unique',
    'groups',
    'tabs',
    'actions',
    'blocks',
    'views',
    'params',
  ],
]);

function withoutParts(content: JsonObject, gone: ReadonlySet<string>): JsonObject {
  const inside = (value: Json, at: readonly string[]): Json => {
    const isGone = (name: string | number) => gone.has(pointerTo(...at, name));
    if (Array.isArray(value)) return value.filter((_one, index) => !isGone(index));
    if (!isObject(value)) return value;
    const kept = Object.entries(value).filter(([name]) => !isGone(name));
    const isRows = at.length === 1 && at[0] === 'rows';
    return Object.fromEntries(kept.map(([name, one]) => [name, isRows ? inside(one, [...at, name]) : one]));
  };
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, inside(value, [name])]));
}
