import { isObject, type Json, type JsonObject, pointerTo } from '../../common/json.ts';
import { nearNames } from '../../common/near-names.ts';
import type { Condition } from '../../condition.ts';
import type { Field, FieldSet } from '../../field.ts';
import { endOfPath, largestOf, mostOf, readFileName } from '../../kinds/common/file-value.ts';
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
  const filesOf = new Map(packages.map(({ manifest, dataFiles = none }) => [manifest.name, dataFiles]));
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
      checkValues(
        form,
        values,
        pointed(at, '/values'),
        { checkings, files: filesOf.get(owner) ?? none },
        report,
      );
    }
  }
  return collected;
}

/** Values by field id: the fields are there, and the values of their kinds. */
function checkValues(
  shape: Form | FieldSet,
  values: JsonObject,
  place: Place,
  of: Among,
  report: Report,
): void {
  for (const [id, value] of Object.entries(values)) {
    const field = shape.byId.get(id);
    const at = pointed(place, pointerTo(id));
    if (field?.dropped) reportDropped(report, at, field.path, field);
    if (!field) reportUnknownField(report, at, shape, id);
    else if (field.kind.inner) report.error('data-derived', at, { field: id });
    else if (value !== null && of.files && field.kind.holdsFiles)
      checkFiles(field, value, at, report, of.files);
    else if (value !== null) checkValue(field, value, at, of, report);
  }
}

function checkValue(field: Field, value: Json, place: Place, of: Among, report: Report): void {
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
  const checking = typeof facts === 'string' ? of.checkings.get(facts) : undefined;
  if (!read.ok || !checking) return;
  const condition = value as Condition;
  checkFacts(condition, place, factsFrom(checking, ''), checking);
  checkDroppedFacts(condition, place, checking);
}

function checkRow(rows: FieldSet, row: Json, place: Place, of: Among, report: Report): void {
  if (isObject(row)) checkValues(rows, row, place, of, report);
  else report.error('not-object', place);
}

/** What values may speak of. */
interface Among {
  readonly checkings: Checkings;
  /** Files that lie beside them. Default: values of files are no values of a package. */
  readonly files?: DataFiles;
}

type DataFiles = ReadonlyMap<string, string>;

const none: DataFiles = new Map();

/** Files of a record name such as lie in the package: `{ "file": "logo.png", "name": "Our logo.png" }`. */
function checkFiles(field: Field, value: Json, place: Place, report: Report, files: DataFiles): void {
  const isSeveral = isList(value);
  const most = mostOf(field);
  const said = isSeveral ? value : [value];
  const kind = field.kind.name;
  if (isSeveral !== (kind === 'files' || kind === 'images'))
    report.error(isSeveral ? 'not-file' : 'not-list', place);
  else if (said.length > most) report.error('files-too-many', place, { most, actual: said.length });
  for (const [index, one] of said.entries()) {
    const at = isSeveral ? pointed(place, `/${index}`) : place;
    const file = isObject(one) ? one['file'] : undefined;
    const content = typeof file === 'string' ? files.get(file) : undefined;
    if (typeof file !== 'string' || content === undefined) {
      const near = typeof file === 'string' ? nearNames(file, files.keys()) : [];
      report.error('data-file-missing', at, { file: String(file ?? ''), near });
      continue;
    }
    const limit = Math.min(largestOf(field), largestDataFile);
    if (Math.floor((content.length * 3) / 4) > limit + 2)
      report.error('file-too-large', at, { name: file, limit: limit / 1024 / 1024 });
    const name = isObject(one) ? (one['name'] ?? endOfPath(file)) : file;
    const read = readFileName(name);
    for (const problem of read.ok ? [] : read.problems)
      report.error(problem.code, pointed(at, '/name'), problem.params ?? {});
  }
}

/** Bytes of a file that comes with a package: it travels as one row of a table. */
const largestDataFile = 4 * 1024 * 1024;

/** Checks that actions set values of fields that are there. */
export function checkActions(checkings: Checkings): void {
  for (const checking of checkings.values()) {
    const { form, report } = checking;
    for (const action of form.actions) {
      const place = placeOfPart(checking, action);
      const fields = action.params?.['fields'];
      if (isObject(fields))
        checkValues(form, fields, pointed(place, '/params/fields'), { checkings }, report);
    }
  }
}
