import type { Field, FieldSet } from '../../../metadata/field.ts';
import { upperOf } from '../../../metadata/field-of-path.ts';
import { type CalledField, type CalledScope, pathsCalled } from '../../../metadata/formula/called-fields.ts';
import { parseFormula } from '../../../metadata/formula/parse-formula.ts';
import { pathInFormula, withPaths } from '../../../metadata/formula/print-formula.ts';
import { tokensOf } from '../../../metadata/formula/tokens.ts';
import type { UsedCalendar } from '../../../metadata/work-calendar.ts';
import { say } from '../../session/i18n.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import type { FormulaParam } from './formula-params.ts';

/** The place of a formula: the fields beside it, those above, and the forms that references point at. */
export interface FormulaPlace {
  readonly form: FieldSet;
  /** Path of the entries in whose rows it stands; empty: the record. */
  readonly upper: string;
  /** By id. */
  readonly targets: ReadonlyMap<string, FieldSet>;
  /** The field whose default it is, evaluated when a record is made. Default: what it gives is computed at every save. */
  readonly begins?: Field;
  /** It is computed whenever a record is read, and may ask for the moment. Default: no. */
  readonly whenRead?: boolean;
  /** Parameters that it may ask, by path. Default: none are known here. */
  readonly params?: ReadonlyMap<string, FormulaParam>;
  /** The calendar of the organisation one works for, in which working days are tried. Default: Monday to Friday. */
  readonly calendar?: UsedCalendar;
}

type By = 'id' | 'name';
export type Start = 'own' | 'parent' | 'row';

export function shapeAt({ form }: FormulaPlace, upper: string): FieldSet | undefined {
  return upper === '' ? form : fieldAtPath(form, upper)?.rows;
}

export interface Walked {
  readonly field: Field;
  readonly start: Start;
  /** From where it starts. */
  readonly fields: readonly Field[];
}

/** Goes along a path of names or of ids; undefined: it leads nowhere. */
export function walk(place: FormulaPlace, path: string, by: By): Walked | undefined {
  const { upper, form, targets } = place;
  const segments = path.split('.');
  const [first = ''] = segments;
  const isRow = first === 'row' && segments.length > 1 && upper.includes('.');
  const start: Start = first === 'parent' && upper !== '' ? 'parent' : isRow ? 'row' : 'own';
  let shape: FieldSet | undefined =
    start === 'parent' ? form : shapeAt(place, start === 'row' ? upperOf(upper) : upper);
  const fields: Field[] = [];
  let hops = 0;
  for (const segment of start === 'own' ? segments : segments.slice(1)) {
    const field: Field | undefined =
      hops > 1 ? undefined : (by === 'id' ? shape?.byId : shape?.byName)?.get(segment);
    if (!field) return undefined;
    fields.push(field);
    if (!field.rows && (field.target ?? field.inner?.target) !== undefined) hops += 1;
    shape = field.rows ?? targets.get(field.target ?? field.inner?.target ?? '');
  }
  const field = fields.at(-1);
  return field && { field, start, fields };
}

/** Goes along a path as somebody typed it: by names, or by what fields are called. */
export function walkTyped(place: FormulaPlace, path: string): Walked | undefined {
  const byName = walk(place, path, 'name');
  if (byName) return byName;
  const [only, ...more] = meantPaths(place, path);
  return only === undefined || more.length > 0 ? undefined : walk(place, only, 'id');
}

export function pathOf({ start, fields }: Walked, by: (field: Field) => string): string {
  const names = fields.map(by);
  return (start === 'own' ? names : [start, ...names]).join('.');
}

/** A path as people read it: by labels, unless these lead elsewhere as well. */
export function called(place: FormulaPlace, walked: Walked): string {
  const labels = pathOf(walked, (field) => say(field.label));
  const found = walkTyped(place, labels);
  const isSame = found && pathOf(found, ({ id }) => id) === pathOf(walked, ({ id }) => id);
  return isSame && isWritable(labels) ? labels : pathOf(walked, ({ name }) => name);
}

/** Whether a path can stand in braces. */
function isWritable(path: string): boolean {
  const [first, second] = tokensOf(pathInFormula(path)).tokens;
  return first?.value === path && second?.type === 'end';
}

/** What does not read stays as somebody typed it: which of its words are fields, nobody knows. */
const withPathsOf: typeof withPaths = (text, become) =>
  parseFormula(text).ok ? withPaths(text, become) : text;

/** A formula as files keep it, with what its fields are called today. */
export const inWords = (place: FormulaPlace, text: string) =>
  withPathsOf(text, (path) => {
    const walked = walk(place, path, 'id');
    return walked ? called(place, walked) : path;
  });

/** A formula as somebody typed it, as files keep it. */
export const inIds = (place: FormulaPlace, text: string) =>
  withPathsOf(text, (path) => {
    const walked = walkTyped(place, path);
    return walked ? pathOf(walked, ({ id }) => id) : path;
  });

const known = new WeakMap<FormulaPlace, CalledScope>();

/** The path by ids that somebody means who wrote what fields are called; several: it is not sure; none: nobody knows. */
export function meantPaths(place: FormulaPlace, said: string): readonly string[] {
  const scope = known.get(place) ?? scopeOf(place);
  known.set(place, scope);
  return pathsCalled(scope, said);
}

function scopeOf({ form, upper, targets }: FormulaPlace): CalledScope {
  const called = (shape: FieldSet | undefined): readonly CalledField[] =>
    (shape?.fields ?? []).flatMap((field) => {
      if (field.dropped || field.kind.secret) return [];
      const { id, name, label, rows, target, inner } = field;
      const below = () => called(rows ?? targets.get(target ?? inner?.target ?? ''));
      return [{ id, name, label, below }];
    });
  const at = (path: string) => called(path === '' ? form : fieldAtPath(form, path)?.rows);
  if (upper === '') return { own: at('') };
  return { own: at(upper), parent: at(''), ...(upper.includes('.') && { row: at(upperOf(upper)) }) };
}
