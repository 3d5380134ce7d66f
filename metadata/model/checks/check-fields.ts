import { nearNames } from '../../common/near-names.ts';
import type { Comparison, Field } from '../../field.ts';
import { upperOf } from '../../field-of-path.ts';
import { defaultFormula } from '../../formula/default-formula.ts';
import { mayNameFiles, namingOf } from '../../kinds/common/file-value.ts';
import { formsInWords, formsOf, severalOf } from '../../kinds/common/pointed.ts';
import { textProp } from '../../kinds/common/prop.ts';
import { sharingFlaw } from '../../kinds/common/shared-field.ts';
import { fitsNumber, seriesOf } from '../../kinds/number.ts';
import { numberPattern } from '../../numbering/number-pattern.ts';
import { isAsked } from '../../property/reading.ts';
import { isVirtual } from '../../virtual.ts';
import { whereFits } from '../../where-fits.ts';
import { fieldAt, type LayeredField, placeOfField } from '../layers/layered.ts';
import type { IssueParams, Place } from '../layers/report.ts';
import { checkCurrency } from './check-currency.ts';
import { checkFacts, factNames, factsFrom, factsOfPick, nearOfPick } from './check-facts.ts';
import type { Checking } from './checking.ts';

/** Entries may hold entries once: `lines.parts`, and no deeper. */
const deepest = 2;

/** Conditions, references and depth of every field of a form, and of its rows. */
export function checkFields(checking: Checking): void {
  checkAll(checking, checking.form.fields);
  const trees = checking.form.fields.filter((field) => field.kind.points === 'own');
  for (const second of trees.slice(1))
    report(checking, second, 'parent-twice', '/kind', { field: second.id });
}

function checkAll(checking: Checking, fields: readonly Field[]): void {
  for (const field of fields) {
    const layered = fieldAt(checking.layered, field.path);
    if (!layered) continue;
    checkField(checking, field, layered);
    if (field.rows) checkAll(checking, field.rows.fields);
  }
}

function checkField(checking: Checking, field: Field, layered: LayeredField): void {
  const upper = upperOf(field.path);
  const at = (property: string): Place => placeOfField(checking.layered, layered, property);
  const knows = factsFrom(checking, upper);
  const conditional = (property: 'visible' | 'required' | 'readonly' | 'follows') => {
    const said = field[property];
    if (typeof said === 'object') checkFacts(said, at(`/${property}`), knows, checking);
  };
  conditional('visible');
  conditional('required');
  conditional('readonly');
  conditional('follows');
  if (field.optionsFilter) {
    const target = field.target ?? field.inner?.target;
    if (severalOf(field)) report(checking, field, 'filter-of-several', '/optionsFilter', {});
    else
      checkFacts(
        field.optionsFilter,
        at('/optionsFilter'),
        factsOfPick(checking, upper, target),
        checking,
        nearOfPick(checking, target),
      );
  }
  const initial = field.default as { readonly fact?: unknown } | undefined;
  // A condition of one leaf has a fact too, of another form.
  const isFact = typeof initial?.fact === 'string' && Object.keys(initial).length === 1;
  if (isFact && !knows(String(initial.fact))) {
    report(checking, field, 'unknown-fact', '/default/fact', {
      fact: String(initial.fact),
      near: nearNames(String(initial.fact), factNames(checking.form)),
    });
  }
  const begins = isFact ? checking.builder.look(checking.layered, upper, String(initial.fact)) : undefined;
  if (begins && isVirtual(begins))
    report(checking, field, 'made-of-virtual', '/default/fact', { field: String(initial?.fact) });
  checkCarry(checking, field, upper);
  checkFormField(checking, field, upper);
  checkCurrency(checking, field, upper);
  checkNaming(checking, field, upper);
  checkSavable(checking, field);
  checkRemembering(checking, field, upper);
  if (isAsked(field.follows) && defaultFormula(field.default) === undefined)
    checking.report.warning('follows-nothing', at('/follows'), { label: { ...field.label } });
  checkNumbering(checking, field, layered);
  if (field.rows && field.path.split('.').length > deepest)
    report(checking, field, 'entries-too-deep', '/kind', {});
  if (upper !== '' && field.kind.recordOnly)
    report(checking, field, 'kind-in-rows', '/kind', { kind: field.kind.name });
}

/** A record nobody could ever save: it needs what nobody may give, and nothing else gives it. */
function checkSavable(checking: Checking, field: Field): void {
  const { required, readonly, kind, carry } = field;
  if (required !== true || readonly !== true || field.default !== undefined || kind.derived || carry) return;
  // Records of the platform's own forms are made by the platform.
  if (field.dropped || checking.form.kind === 'platform') return;
  report(checking, field, 'field-never-given', '/readonly', { label: { ...field.label } });
}

/** Only what somebody gives a record himself can be given again, and nobody keeps secrets beside them. */
function checkRemembering(checking: Checking, field: Field, upper: string): void {
  const { remembers, kind, personal, rows } = field;
  const given = whereFits.quick(field);
  if (
    remembers &&
    (upper !== '' || rows || !given || kind.secret || kind.holdsFiles || kind.stamped || personal)
  )
    report(checking, field, 'remembers-nothing', '/remembers', { label: { ...field.label } });
}

/** What stands in a number is a short text of the record that everybody may know. */
function checkNumbering(checking: Checking, field: Field, layered: LayeredField): void {
  const pattern = textProp(field, 'pattern');
  if (pattern === undefined || !field.kind.derived) return;
  checkPattern(checking, field, pattern, '/pattern');
  for (const [at, one] of seriesOf(field).entries()) {
    checkPattern(checking, field, one.pattern, `/series/${at}/pattern`);
    const place = placeOfField(checking.layered, layered, `/series/${at}/when`);
    checkFacts(one.when, place, factsFrom(checking, ''), checking);
  }
}

function checkPattern(checking: Checking, field: Field, pattern: string, at: string): void {
  const parts = numberPattern(pattern);
  for (const part of parts.ok ? parts.value : []) {
    if (!('field' in part)) continue;
    const found = checking.form.byId.get(part.field);
    if (found && found !== field && fitsNumber(found)) continue;
    const code = found ? 'number-pattern-unfit' : 'number-pattern';
    report(checking, field, code, at, { part: `{${part.field}}` });
  }
}

function checkCarry(checking: Checking, field: Field, upper: string): void {
  if (!field.carry || field.kind.inner) return;
  const { from, field: carried } = field.carry;
  const { builder, layered, broken } = checking;
  const reference = builder.look(layered, upper, from);
  const targets = reference && !reference.inner ? formsOf(reference) : [];
  if (targets.length === 0) {
    report(checking, field, 'carry-from', '/carry/from', { from });
    return;
  }
  if (targets.some((form) => broken.has(form))) return;
  const flaw =
    reference?.targets &&
    sharingFlaw(reference.targets, carried, (form) =>
      builder.look(layered, upper, `${from}.${form}.${carried}`),
    );
  if (flaw) {
    report(checking, field, flaw.code, '/carry/field', { from, ...flaw.params });
    return;
  }
  const found = builder.look(layered, upper, `${from}.${carried}`);
  if (!found) report(checking, field, 'carry-field', '/carry/field', { from, field: carried });
  else if (isVirtual(found))
    report(checking, field, 'made-of-virtual', '/carry/field', { field: `${from}.${carried}` });
  else if (!takes(field, found.inner ?? found)) {
    const params = { field: `${from}.${carried}`, kind: (found.inner ?? found).kind.name };
    report(checking, field, 'carry-kind', '/carry/field', params);
  }
}

/** The field beside a reference to one of several forms that says which: its options have all of them. */
function checkFormField(checking: Checking, field: Field, upper: string): void {
  const { builder, layered, form } = checking;
  const path = textProp(field, 'formField');
  if (path === undefined || !field.targets) return;
  const found = builder.look(layered, upper, path);
  if (!found || found.rows) {
    const near = nearNames(path, form.byId.keys());
    report(checking, field, 'unknown-field', '/formField', { field: path, near });
    return;
  }
  const options = (found.inner ?? found).options ?? [];
  if (options.length === 0 || isVirtual(found) || found.kind.comparison(found) !== 'text') {
    report(checking, field, 'form-field-unfit', '/formField', { field: path });
    return;
  }
  const lacking = field.targets.filter(({ id }) => !options.some(({ value }) => value === id));
  if (lacking.length > 0)
    report(checking, field, 'form-field-lacks', '/formField', { field: path, forms: formsInWords(lacking) });
}

/** Files are named by fields of their row or of the record. */
function checkNaming(checking: Checking, field: Field, upper: string): void {
  const { builder, layered, form } = checking;
  for (const [at, id] of namingOf(field).entries()) {
    const found = [upper, ''].map((from) => builder.look(layered, from, id)).find(Boolean);
    const place = `/named/${at}`;
    if (!found || id.includes('.'))
      report(checking, field, 'unknown-field', place, { field: id, near: nearNames(id, form.byId.keys()) });
    else if (!mayNameFiles(found)) report(checking, field, 'file-named-by', place, { field: id });
  }
}

/** Tells whether values of another field are values of this one, but for their size. */
function takes(field: Field, other: Field): boolean {
  if (field.kind === other.kind) return field.target === other.target;
  const comparison = field.kind.comparison(field);
  return (
    !field.options &&
    field.target === other.target &&
    field.kind.column(field)?.type === other.kind.column(other)?.type &&
    comparison === other.kind.comparison(other) &&
    !vague.has(comparison)
  );
}

/** Kinds of these have nothing in common. */
const vague: ReadonlySet<Comparison> = new Set<Comparison>(['list', 'none']);

function report(
  { layered, report: to }: Checking,
  field: Field,
  code: string,
  property: string,
  params: IssueParams,
): void {
  const source = fieldAt(layered, field.path);
  if (source) to.error(code, placeOfField(layered, source, property), params);
}
