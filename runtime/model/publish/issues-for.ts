import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Call } from '../../call/call.ts';
import type { Loaded } from '../packages/package-data.ts';

/** The words that stand in a sentence where others are told names. */
const withheld: Label = { zh: '不向您列出', en: 'not named to you' };

/** Members of what issues say that name records, whose they are, and values of them. */
const naming: ReadonlySet<string> = new Set(['numbers', 'owners', 'examples', 'readers', 'why']);

/** Issues about change sets and programs, which no right on a parameter opens: whose they are is another's affair. */
const ofOthers: ReadonlySet<string> = new Set(['params-in-sets', 'params-read']);

/** Issues about roles, which are told to whoever may read those. */
const ofRoles: ReadonlySet<string> = new Set([
  'action-split',
  'role-unknown',
  'role-unknown-often',
  'view-role-unknown',
]);

/**
 * Answers the issues of a plan, which judges as the system, as the caller may know them. Names in them of records,
 * values and roles are told to whoever may read all of those; to others how many there are, and which roles there are
 * not at all.
 */
export function issuesFor({ rights, served }: Call, issues: readonly Issue[]): readonly Issue[] {
  if (rights.administers) return issues;
  /** A plan may give one form the name of another: whichever may be meant is read. */
  const reads = (name: Json | undefined): boolean => {
    const meant = [...served.model.forms.values()].filter((one) => one.name === name || one.id === name);
    return meant.length > 0 && meant.every((form) => rights.scope(form, 'read') === 'all');
  };
  return issues.flatMap((issue) => {
    const { code, params } = issue;
    if (ofRoles.has(code)) return reads('role') ? [issue] : [];
    const { type, name = issue.form } = params;
    const isParameter = typeof type === 'string' && 'key' in params;
    const isOpen = isParameter
      ? rights.parameters(type, 'read') === 'all' && !ofOthers.has(code)
      : reads(name) && reads(issue.form ?? name);
    return isOpen || !namesSome(params, isParameter)
      ? [issue]
      : [{ ...issue, params: unnamed(params, isParameter) }];
  });
}

/** Answers the outcome for packages' records, without naming them to callers who do not administer. */
export function dataFor(call: Call, data: Loaded): Loaded {
  if (call.rights.administers) return data;
  return { ...data, customised: [], dropped: [], issues: issuesFor(call, data.issues) };
}

function namesSome(params: Issue['params'], isParameter: boolean): boolean {
  return 'rows' in params || Object.keys(params).some((name) => isNaming(name, isParameter));
}

/** Values of an issue about a form are the options that a design leaves out. */
function isNaming(name: string, isParameter: boolean): boolean {
  return naming.has(name) || (isParameter && name === 'values');
}

function unnamed(params: Issue['params'], isParameter: boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]): [string, Json] => {
      if (name === 'rows' || name === 'held') return [name, []];
      if (!isNaming(name, isParameter)) return [name, value];
      return [name, Array.isArray(value) ? [{ ...withheld }] : { ...withheld }];
    }),
  );
}
