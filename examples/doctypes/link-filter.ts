import type { Condition, OperatorName } from '../../metadata/common/condition-tree.ts';
import type { Json } from '../../metadata/common/json.ts';
import type { Docfield } from './doctype.ts';
import type { World } from './world.ts';

/** A field whose records are picked, and its form. */
interface Picking {
  readonly docfield: Docfield;
  readonly doctype: string;
  readonly world: World;
}

const operators: Readonly<Record<string, OperatorName>> = {
  '=': 'equal',
  '!=': 'notEqual',
  '>': 'greaterThan',
  '<': 'lessThan',
  '>=': 'greaterThanOrEqual',
  '<=': 'lessThanOrEqual',
  in: 'in',
  'not in': 'notIn',
};

/** Reads which records may be picked, `[["Account", "is_group", "=", 0]]`. Undefined: all; a text: why it cannot be said. */
export function linkFilter(text: string, at: Picking): Condition | string | undefined {
  let rows: readonly Json[];
  try {
    rows = JSON.parse(text) as Json[];
  } catch {
    return 'it cannot be read';
  }
  if (!Array.isArray(rows) || rows.length === 0) return undefined;
  const all: Condition[] = [];
  for (const row of rows) {
    const found = one(row, at);
    if (typeof found === 'string') return found;
    all.push(found);
  }
  return all.length === 1 ? all[0] : { all };
}

function one(row: Json, { docfield, doctype, world }: Picking): Condition | string {
  if (!Array.isArray(row) || row.length < 4) return 'it chooses which form is pointed at';
  const [, name, word, value] = row as readonly Json[];
  const target = docfield.options;
  const operator = operators[String(word).toLowerCase()];
  if (!operator) return 'it asks in a way that conditions do not';
  if (!world.doctypes.has(target)) return 'it goes by a form that is not in the folder';
  const theirs = world.fieldOf(target, String(name));
  const fact = world.fieldsOf(target).get(String(name));
  if (!theirs || fact === undefined) return 'it names a field that is not there';
  const own = /^eval:\s*doc\.(\w+)$/.exec(String(value))?.[1];
  if (own !== undefined) {
    const parent = world.fieldsOf(doctype).get(own);
    return parent === undefined
      ? 'it names a field that is not there'
      : { fact, operator, value: { fact: `parent.${parent}` } };
  }
  if (String(value).startsWith('eval:')) return 'a program gives what it goes by';
  if (theirs.type === 'Link') return 'it names records of another system';
  if (theirs.type === 'Check') {
    const yes = Boolean(Number(value)) === (operator === 'equal');
    return { fact, operator: yes ? 'equal' : 'notEqual', value: true };
  }
  const texts = (Array.isArray(value) ? value : String(value).split(',')).map((part) => String(part).trim());
  const options =
    theirs.type === 'Select' ? theirs.options.split('\n').map((line) => line.trim()) : undefined;
  if (options && texts.some((part) => !options.includes(part))) return 'it names an option that is not there';
  return { fact, operator, value: operator === 'in' || operator === 'notIn' ? texts : (texts[0] ?? '') };
}
