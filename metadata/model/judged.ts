import { append } from '../common/append.ts';
import type { Issue } from '../common/issue.ts';
import type { FieldSet } from '../field.ts';
import { formsOf } from '../kinds/common/pointed.ts';
import type { Form, Model } from '../model.ts';
import type { LayeredForm } from './layers/layered.ts';
import type { Report } from './layers/report.ts';

/** What came of packages; where they have errors, what is left without them. */
export interface Judged extends Pick<Model, 'formsById' | 'prints' | 'reports' | 'recordChecks'> {
  /** The forms with what each layer set. */
  readonly layers: ReadonlyMap<string, LayeredForm>;
}

/** Finds what is wrong with more than the structure of packages: their conditions. */
export type Judge = (judged: Judged) => Generator<undefined, readonly Issue[]>;

/**
 * Has what is left of packages with errors judged all the same, so that everything wrong comes in one list: nothing that is
 * told already is told again, and forms that were left out are blamed on nobody.
 */
export function* judgeRest(
  judge: Judge,
  rest: Judged,
  broken: ReadonlySet<string>,
  report: Report,
): Generator<undefined> {
  const known = report.issues.filter(({ severity }) => severity === 'error');
  const whole = [...rest.formsById].filter(([id, form]) => !asksOf(form, rest.layers.get(id), broken));
  const found = yield* judge({ ...rest, formsById: new Map(whole) });
  append(
    report.issues,
    found.filter((issue) => !known.some((one) => isAt(one, issue))),
  );
}

/** Whether an issue is about the very place of another, or about a part of it; that a file lacks something is about none. */
function isAt(one: Issue, other: Issue): boolean {
  if (one.package !== other.package || one.file !== other.file) return false;
  const [upper, lower] = [one.pointer, other.pointer].toSorted((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  return upper.split('/').length > 2 && `${lower}/`.startsWith(`${upper}/`);
}

function asksOf(form: Form, layered: LayeredForm | undefined, broken: ReadonlySet<string>): boolean {
  if (broken.size === 0) return false;
  const said = JSON.stringify([layered?.source, form.layout]);
  return pointsAt(form, broken) || [...broken].some((id) => said.includes(`"$setting.${id}.`));
}

function pointsAt({ fields }: FieldSet, broken: ReadonlySet<string>): boolean {
  return fields.some((field) => {
    const about = field.kind.about === undefined ? undefined : field.props[field.kind.about];
    const pointed = [...formsOf(field), ...(typeof about === 'string' ? [about] : [])];
    return pointed.some((id) => broken.has(id)) || (field.rows && pointsAt(field.rows, broken));
  });
}
