import { nearNames } from '../common/near-names.ts';
import { arePatternsLoaded, isFlaw, patternsAtHand } from '../common/pattern.ts';
import { upperOf } from '../field-of-path.ts';
import { kinds } from '../kinds/index.ts';
import type { Move } from '../moves.ts';
import type { JoinStep, RowsStep, SplitStep } from '../step-source.ts';
import { isTranslation } from './add-migrations.ts';
import { fieldAt, type LayeredField, type LayeredForm } from './layers/layered.ts';
import { pointed, type Report } from './layers/report.ts';
import type { Stated } from './layers/versions.ts';

type StatedMove = Stated<SplitStep | JoinStep | RowsStep>;
type MovedFrom = LayeredForm | LayeredField;

interface Work {
  readonly step: StatedMove;
  readonly move: Move;
  readonly from: MovedFrom;
  readonly report: Report;
}

/**
 * Tells forms and entries what steps do with values of fields that were left out. What is moved has no field any more,
 * so that no version of a record means two things.
 */
export function addMoves(
  stated: readonly Stated[],
  forms: ReadonlyMap<string, LayeredForm>,
  broken: ReadonlySet<string>,
  report: Report,
): void {
  const known = new Map<MovedFrom, Work[]>();
  for (const step of stated) {
    if (isTranslation(step) || broken.has(step.form)) continue;
    const from = movedFrom(step, forms, report);
    if (!from) continue;
    const work = { step, from, report, move: moveOf(step) };
    known.set(from, [...(known.get(from) ?? []), work]);
  }
  for (const [from, works] of known) {
    from.moves = works.map(({ move }) => move);
    for (const [at, work] of works.entries()) check(work, works.slice(0, at), works.slice(at + 1));
  }
}

function movedFrom(
  step: StatedMove,
  forms: ReadonlyMap<string, LayeredForm>,
  report: Report,
): MovedFrom | undefined {
  const { form, place } = step;
  const found = forms.get(form);
  if (!found) {
    report.error('unknown-form', pointed(place, '/form'), { form, near: nearNames(form, forms.keys()) });
    return undefined;
  }
  const [property, path] = step.step === 'split' ? ['/field', step.field] : ['/into', step.into];
  const upper = step.step === 'rows' ? '' : upperOf(path);
  const from = upper === '' ? found : fieldAt(found, upper);
  if (from && !('dropped' in from && from.dropped)) return from;
  report.error('unknown-field', pointed(place, property), {
    field: upper,
    near: nearNames(upper, namesIn(found)),
  });
  return undefined;
}

function moveOf(step: StatedMove): Move {
  switch (step.step) {
    case 'split': {
      const { by, pattern, into, otherwise = 'last' } = step;
      const whole = into.at(otherwise === 'first' ? 0 : -1) ?? '';
      return {
        step: 'split',
        from: [idOf(step.field)],
        into,
        ...(by === undefined ? {} : { by }),
        ...(pattern === undefined ? {} : { pattern }),
        otherwise: whole,
      };
    }
    case 'join':
      return { step: 'join', from: step.fields, into: [idOf(step.into)], by: step.by };
    case 'rows':
      return { step: 'rows', from: Object.keys(step.fields), into: [step.into], fields: step.fields };
  }
}

function idOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function check(work: Work, earlier: readonly Work[], later: readonly Work[]): void {
  const { step, move } = work;
  for (const [at, id] of move.from.entries()) checkSource(work, id, at, earlier);
  for (const [at, id] of move.into.entries()) checkTarget(work, id, at, earlier, later);
  if (step.step === 'split') checkSplit(work);
  if (step.step === 'rows') checkRows(work);
}

function checkSource({ step, move, from, report }: Work, id: string, at: number, earlier: readonly Work[]) {
  const place = pointed(
    step.place,
    step.step === 'split' ? '/field' : `/fields/${step.step === 'join' ? at : id}`,
  );
  const field = from.fields.find((one) => one.id === id);
  const again = move.from.indexOf(id) < at || earlier.some((one) => one.move.from.includes(id));
  if (field && !field.dropped) report.error('migration-source-offered', place, { field: field.path });
  else if (field && field.place.package !== step.place.package)
    report.error('migration-foreign', place, { field: field.path, package: field.place.package });
  else if (again) report.error('migration-twice', place, { field: id });
}

function checkTarget(
  { step, move, from, report }: Work,
  id: string,
  at: number,
  earlier: readonly Work[],
  later: readonly Work[],
) {
  const place = pointed(step.place, step.step === 'split' ? `/into/${at}` : '/into');
  const again = move.into.indexOf(id) < at || earlier.some((one) => one.move.into.includes(id));
  const field = from.fields.find((one) => one.id === id);
  if (again) report.error('migration-twice', place, { field: id });
  else if (!field || field.dropped) {
    // A later version moves on in turn what this step brought.
    if (step.step !== 'rows' && later.some((one) => one.move.from.includes(id))) return;
    report.error('unknown-field', place, { field: id, near: nearNames(id, namesIn(from)) });
  } else if (field.place.package !== step.place.package)
    report.error('migration-foreign', place, { field: field.path, package: field.place.package });
  else if (step.step === 'rows' ? field.fields.length === 0 : !takesText(field))
    report.error('migration-target-kind', place, { field: field.path, kind: field.source.kind });
}

function checkSplit({ step, move, report }: Work): void {
  if (step.step !== 'split') return;
  const { by, pattern, place } = step;
  if ((by === undefined) === (pattern === undefined)) report.error('migration-split-how', place);
  if (pattern === undefined || !arePatternsLoaded()) return;
  const read = patternsAtHand()(pattern);
  const at = pointed(place, '/pattern');
  if (isFlaw(read)) report.error('migration-pattern', at, { flaw: read.flaw });
  else if (read.count !== move.into.length)
    report.error('migration-pattern-groups', at, { groups: read.count, fields: move.into.length });
}

function checkRows({ step, from, report }: Work): void {
  if (step.step !== 'rows') return;
  const entries = from.fields.find((one) => one.id === step.into && !one.dropped);
  if (!entries) return;
  const taken = new Set<string>();
  for (const [from, id] of Object.entries(step.fields)) {
    const place = pointed(step.place, `/fields/${from}`);
    const field = entries.fields.find((one) => one.id === id);
    if (!field || field.dropped)
      report.error('unknown-field', place, { field: id, near: nearNames(id, namesIn(entries)) });
    else if (taken.has(id)) report.error('migration-twice', place, { field: field.path });
    else if (!takesValue(field))
      report.error('migration-target-kind', place, { field: field.path, kind: field.source.kind });
    taken.add(id);
  }
}

/** Not what the platform makes, seals or keeps in rows. */
function takesValue({ source, fields }: LayeredField): boolean {
  const kind = kinds.get(source.kind);
  return kind !== undefined && !kind.derived && !kind.secret && fields.length === 0;
}

function takesText(field: LayeredField): boolean {
  return takesValue(field) && kinds.get(field.source.kind)?.points === undefined;
}

function namesIn({ fields }: MovedFrom): readonly string[] {
  return fields.flatMap(({ id, dropped }) => (dropped ? [] : [id]));
}
