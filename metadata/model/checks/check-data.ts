import { isObject, type Json, type JsonObject, pointerTo } from '../../common/json.ts';
import { nearNames } from '../../common/near-names.ts';
import type { Condition } from '../../condition.ts';
import type { Field, FieldSet } from '../../field.ts';
import { isList } from '../../kinds/common/reading.ts';
import type { Form, Model } from '../../model.ts';
import { changeSetForm, parameterForm } from '../../names.ts';
import type { PackageSource } from '../../source.ts';
import { type Place, pointed, type Report } from '../layers/report.ts';
import { checkDroppedFacts, reportDropped } from './check-dropped.ts';
import { checkFacts, factsFrom } from './check-facts.ts';
import { type Checking, placeOfPart, reportUnknownField } from './checking.ts';

/** The context of checks for any form, by id: records of packages may refer to others. */
export type Checkings = ReadonlyMap<string, Checking>;

/**
 * Records of packages name fields that exist with values of their kinds. References are looked up when they are loaded.
 */
export function collectData(
  packages: readonly PackageSource[],
  checkings: Checkings,
  broken: ReadonlySet<string>,
  report: Report,
): Model['data'] {
  const keys = new Set<string>();
  const collected = packages.flatMap((source) =>
    source.data.map((file) => ({ ...file, package: source.manifest.name })),
  );
  for (const { package: owner, file, content } of collected) {
    const place: Place = { package: owner, file, pointer: '' };
    // Refused whether or not the platform is new enough to have the form.
    if (content.form === parameterForm || content.form === changeSetForm) {
      report.error('data-of-parameters', pointed(place, '/form'));
      continue;
    }
    const form = checkings.get(content.form)?.form;
    if (!form) {
      if (!broken.has(content.form))
        report.error('unknown-form', pointed(place, '/form'), {
          form: content.form,
          near: nearNames(content.form, checkings.keys()),
        });
      continue;
    }
    for (const [index, { key, sharing, values }] of content.records.entries()) {
      const at = pointed(place, `/records/${index}`);
      const whole = `${owner} ${form.id} ${key}`;
      if (keys.has(whole)) report.error('data-key-twice', pointed(at, '/key'), { key });
      keys.add(whole);
      if (sharing !== undefined && !form.sharing?.allowed.includes(sharing)) {
        report.error('sharing-not-allowed', pointed(at, '/sharing'), { sharing });
      }
      checkValues(form, values, pointed(at, '/values'), checkings, report);
    }
  }
  return collected;
}

/** Values by field id: the fields are there, and the values of their kinds. */
function checkValues(
  shape: Form | FieldSet,
  values: JsonObject,
  place: Place,
  of: Checkings,
  report: Report,
): void {
  for (const [id, value] of Object.entries(values)) {
    const field = shape.byId.get(id);
    const at = pointed(place, pointerTo(id));
    if (field?.dropped) reportDropped(report, at, field.path, field);
    if (!field) reportUnknownField(report, at, shape, id);
    else if (field.kind.inner) report.error('data-derived', at, { field: id });
    else if (value !== null) checkValue(field, value, at, of, report);
  }
}

function checkValue(field: Field, value: Json, place: Place, of: Checkings, report: Report): void {
  if (field.rows) {
    if (field.dropped) return;
    if (!isList(value)) report.error('not-list', place);
    else
      for (const [index, row] of value.entries())
        checkRow(field.rows, row, pointed(place, `/${index}`), of, report);
    return;
  }
  const read = field.kind.read(value, field);
  for (const { code, path, params } of read.ok ? [] : read.problems) {
    report.error(code, pointed(place, path), params ?? {});
  }
  const facts = field.kind.about === 'facts' ? field.props['facts'] : undefined;
  const checking = typeof facts === 'string' ? of.get(facts) : undefined;
  if (!read.ok || !checking) return;
  const condition = value as Condition;
  checkFacts(condition, place, factsFrom(checking, ''), checking);
  checkDroppedFacts(condition, place, checking);
}

function checkRow(rows: FieldSet, row: Json, place: Place, of: Checkings, report: Report): void {
  if (isObject(row)) checkValues(rows, row, place, of, report);
  else report.error('not-object', place);
}

/** Checks that actions set values of fields that are there. */
export function checkActions(checkings: Checkings): void {
  for (const checking of checkings.values()) {
    const { form, report } = checking;
    for (const action of form.actions) {
      const place = placeOfPart(checking, action);
      const fields = action.params?.['fields'];
      if (isObject(fields)) checkValues(form, fields, pointed(place, '/params/fields'), checkings, report);
    }
  }
}
