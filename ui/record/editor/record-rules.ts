import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { loadPatterns } from '../../../metadata/common/pattern.ts';
import type { Condition, OperatorName } from '../../../metadata/condition.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { defaultFormula } from '../../../metadata/formula/default-formula.ts';
import type { RecordChecks } from '../../../metadata/record-check.ts';
import type { At } from '../../../rules/behaviour/at.ts';
import { type Behaviour, behaviour } from '../../../rules/behaviour/behaviour.ts';
import type { Context } from '../../../rules/behaviour/context.ts';
import { usesPatterns } from '../../../rules/condition/compile.ts';
import type { FilterNode, FilterOperand } from '../../../rules/condition/filter.ts';
import { renameCondition, renameFact } from '../../../rules/condition/rename.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { Rename } from './record-ids.ts';

/**
 * A filter in which everything of the call and the record at hand is a literal, as a list takes it; null: no list can.
 */
function conditionOf(node: FilterNode): Condition | null {
  switch (node.type) {
    case 'all':
    case 'any': {
      if (node.nodes.length === 0) return node.type === 'all' ? always : never;
      const inner = node.nodes.map(conditionOf);
      if (inner.some((one) => one === null)) return null;
      const nodes = inner as Condition[];
      return node.type === 'all' ? { all: nodes } : { any: nodes };
    }
    case 'not': {
      const inner = conditionOf(node.node);
      return inner && { not: inner };
    }
    case 'constant':
      return node.value ? always : never;
    case 'empty':
      return { fact: node.fact.path, operator: 'isEmpty' };
    case 'compare':
      return {
        fact: node.fact.path,
        operator: node.operator as OperatorName,
        value: operandOf(node.operand),
      };
    case 'lines': {
      if (node.over === 'any' && (node.node.type === 'all' || node.node.type === 'any')) {
        const where = conditionOf(node.node);
        return where && { some: node.entries.map(({ id }) => id).join('.'), where };
      }
      const inner = node.node.type === 'not' ? node.node.node : node.node;
      const leaf = inner.type === 'compare' || inner.type === 'empty' ? conditionOf(inner) : null;
      if (!leaf || !('fact' in leaf) || inner !== node.node) return null;
      return { ...leaf, over: node.over };
    }
  }
}

const always: Condition = { all: [] };
const never: Condition = { not: always };

function operandOf(operand: FilterOperand): Json {
  if ('values' in operand) return operand.values;
  return 'value' in operand ? operand.value : { fact: operand.fact.path };
}

/** Everything that stands on the rules floor; loaded with the first record, not with the shell. */
export interface RecordRules {
  readonly behaviour: Behaviour;
  readonly rename: Rename;
  /** Paths of fields that are filled in when a record is picked, and stay people's to change. */
  readonly carried: ReadonlySet<string>;
  /** Paths of fields whose default is made of other fields. */
  readonly begun: ReadonlySet<string>;
  /** Paths of fields that follow the formulas of their defaults after a record was saved, too. */
  readonly following: ReadonlySet<string>;
  /** Answers the records that a reference offers, as a list's filter by names; undefined: all that may be used. */
  offered(at: At, record: JsonObject, context: Context): Json | undefined;
}

/** The form's behaviour, as the server has it. */
export async function recordRules(
  form: FormModel,
  targets: ReadonlyMap<string, FormModel>,
  checks: RecordChecks,
): Promise<RecordRules> {
  const target = (id: string) => targets.get(id);
  const patterns = usesPatterns(everyConditionOf(form)) ? await loadPatterns() : undefined;
  const rules = behaviour(form, { target, checks, ...(patterns ? { patterns } : {}) }, 'part');
  return {
    behaviour: rules,
    rename: (value, field, to) => renamed(value, field, to, targets),
    carried: new Set(pathsOf(form, ({ carry }) => carry !== undefined)),
    begun: new Set(pathsOf(form, beginsByOthers)),
    following: new Set(rules.following),
    offered: (at, record, context) => {
      const filter = rules.pickFilter(at, record, context);
      // Where a list cannot be filtered by a condition, all records are offered, and the server judges.
      const condition = filter?.ok ? conditionOf(filter.value) : null;
      const shape = targets.get(targetAt(form, at.field) ?? '');
      if (!condition || !shape) return undefined;
      return renameCondition(condition, { shape, target }, 'toNames');
    },
  };
}

function pathsOf(shape: FieldSet, wanted: (field: Field) => boolean): readonly string[] {
  return shape.fields.flatMap((field) => [
    ...(wanted(field) ? [field.path] : []),
    ...(field.rows ? pathsOf(field.rows, wanted) : []),
  ]);
}

/** Its default is a formula, or another field. */
function beginsByOthers({ default: said }: Field): boolean {
  if (defaultFormula(said) !== undefined) return true;
  const fact = isObject(said) && Object.keys(said).join() === 'fact' ? said['fact'] : undefined;
  return typeof fact === 'string' && !fact.startsWith('$');
}

function targetAt(form: FieldSet, path: string): string | undefined {
  let shape: FieldSet | undefined = form;
  let field: Field | undefined;
  for (const id of path.split('.')) {
    field = shape?.byId.get(id);
    shape = field?.rows;
  }
  return field?.target;
}

/** Conditions, field lists and templates name fields: by today's names outside, by ids inside. */
function renamed(
  value: Json,
  field: Field,
  to: 'toIds' | 'toNames',
  targets: ReadonlyMap<string, FormModel>,
): Json {
  const kind = uiKind(field);
  if (!kind.rename) return value;
  const { props } = field.inner ?? field;
  const form = targets.get(String(props['facts'] ?? props['form']));
  const rows = props['entries'];
  const shape = rows === undefined ? form : form?.byId.get(String(rows))?.rows;
  if (!shape) return value;
  const scope = { shape, target: (id: string) => targets.get(id) };
  return kind.rename(value, {
    condition: (tree) => renameCondition(tree as Condition, scope, to) as Json,
    path: (path) => renameFact(path, scope, to),
  });
}

function everyConditionOf({ fields, rules, layout, actions, locks }: FormModel): JsonObject {
  const of = (all: readonly Field[]): unknown[] =>
    all.map(({ visible, required, readonly, follows, optionsFilter, rows }) => [
      ...[visible, required, readonly, follows, optionsFilter],
      ...(rows ? of(rows.fields) : []),
    ]);
  return { all: [of(fields), rules, layout, actions, locks] } as JsonObject;
}
