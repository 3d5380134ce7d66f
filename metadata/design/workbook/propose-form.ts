import type { Json } from '../../common/json.ts';
import { isPlatforms, ownId } from './exported-column.ts';
import { keyName } from './form-of-proposal.ts';
import { columnAt, JoinedSurvey } from './joined-survey.ts';
import { labelled } from './labelled.ts';
import { numberedColumns } from './numbered-columns.ts';
import type { ColumnProfile } from './profile.ts';
import type { ProposedColumn, ProposedSheet, Why, WorkbookProposal } from './proposal.ts';
import { columnKind, isCode, isOfDocuments, isTitle, type Named, stemOf } from './propose-column.ts';
import { relateSheets, type SheetRelations, titled } from './relate-sheets.ts';
import { isOwnTitle } from './sheet-keys.ts';
import { recordSheet, type SaidUses, type SheetPart } from './sheet-uses.ts';
import { type Measures, measures, type Strictness } from './strictness.ts';
import type { SheetProfile, Survey } from './survey.ts';
import { withFormulas } from './with-formulas.ts';

/** The knowledge about a workbook that is not in it. */
export interface WorkbookContext {
  /** The name of the file for people. */
  readonly title: string;
  /** Place of the sheet that has the records. Default: the one whose rows others name, else the first with rows. */
  readonly sheet?: number;
  /** What people said of other sheets. Default: nothing, it is proposed. */
  readonly uses?: SaidUses;
  /** Records that columns name, by `columnAt`. */
  readonly named: ReadonlyMap<string, Named>;
  /** The same of columns too few of whose texts name a record. Default: there are none. */
  readonly some?: ReadonlyMap<string, Named>;
  /** Default: usual. */
  readonly strictness?: Strictness;
}

/**
 * The form that a workbook proposes: one sheet has its records, those whose rows name them have entries of theirs, and
 * those whose records they name are forms of their own. Names are still empty: they want to be spoken.
 */
export function proposeForm(surveyed: Survey, known: WorkbookContext): WorkbookProposal | undefined {
  const { sheets } = surveyed;
  const survey = new JoinedSurvey(surveyed, known.named);
  const main = known.sheet === undefined ? recordSheet(survey) : sheets.find(isChosen);
  if (!main || main.rows === 0 || main.columns.length === 0) return undefined;
  const relations = relateSheets(main, survey, { named: known.named, said: known.uses ?? new Map() });
  const title = main.name === '' || /^(?:sheet|工作表)\s*\d*$/i.test(main.name) ? known.title : main.name;
  const proposed = sheets.map((sheet) => proposedSheet(sheet, relations, known));
  const { key = null } = relations.parts.get(main.sheet) ?? {};
  const hasEntries = proposed.some(({ of }) => of === main.sheet);
  const hasForms = proposed.some(({ use }) => use === 'form');
  return {
    name: '',
    label: labelled(title),
    kind: hasEntries || (hasForms && happens(title, main, key)) ? 'document' : 'master',
    key,
    sheets: proposed,
  };

  function isChosen({ sheet }: SheetProfile): boolean {
    return sheet === known.sheet;
  }
}

/** Whether a sheet lists what happens, by its name or by what it numbers. */
function happens(title: string, { columns }: SheetProfile, key: number | null): boolean {
  const numbered = columns.find(({ place }) => place === key)?.heading ?? '';
  return isOfDocuments(title) || isOfDocuments(stemOf(numbered));
}

function proposedSheet(
  sheet: SheetProfile,
  relations: SheetRelations,
  { strictness = 'usual', some = new Map() }: WorkbookContext,
): ProposedSheet {
  const part = relations.parts.get(sheet.sheet) ?? { use: 'none', key: null, of: null, why: [] };
  const context = { sheet, part, relations, some, measure: measures[strictness] };
  const hasRecords = part.use === 'records' || part.use === 'form';
  const numbered = hasRecords ? numberedColumns(sheet.columns) : new Map<number, Why>();
  const columns = sheet.columns.map((profile) => {
    const column = proposedColumn(profile, context);
    const why = numbered.get(profile.place);
    return why ? { ...column, why: [...column.why, why] } : column;
  });
  return {
    sheet: sheet.sheet,
    title: sheet.name,
    use: part.use,
    name: '',
    label: labelled(titled(sheet)),
    kind: part.use === 'form' && happens(sheet.name, sheet, part.key) ? 'document' : 'master',
    key: part.use === 'form' ? part.key : null,
    of: part.of,
    first: sheet.first,
    ...(sheet.sums !== undefined && { end: sheet.sums }),
    rows: sheet.rows,
    begins: sheet.begins,
    columns: withFormulas(sheet, columns),
    why: [
      ...part.why,
      ...(sheet.sums === undefined ? [] : [{ code: 'workbook-sums', params: { row: sheet.sums + 1 } }]),
    ],
  };
}

/** Number of texts of a column that go with a proposal: whoever makes a choice of it has options of as many. */
const mostOptions = 100;

interface ColumnContext {
  readonly sheet: SheetProfile;
  readonly part: SheetPart;
  readonly relations: SheetRelations;
  readonly some: ReadonlyMap<string, Named>;
  readonly measure: Measures;
}

function proposedColumn(profile: ColumnProfile, context: ColumnContext): ProposedColumn {
  const { sheet, part, relations, measure } = context;
  const { place, heading, filled, distinct, longest, scale } = profile;
  const isEntries = part.use === 'entries';
  const isKey = place === part.key;
  const values = profile.values.slice(0, mostOptions);
  const of = {
    place,
    heading,
    name: isKey ? '' : ownId(profile, isEntries),
    label: labelled(heading),
    filled,
    distinct,
    longest,
    scale,
    values,
    cells: values.map((text) => profile.texts.get(text) ?? 0),
    misfits: 0,
    required: false,
    unique: false,
  };
  if (isKey && isEntries)
    return {
      ...of,
      use: 'key',
      kind: 'text',
      props: {},
      why: [{ code: 'workbook-rows-key', params: {} }],
    };
  if (isPlatforms(profile, isEntries))
    return {
      ...of,
      use: 'none',
      kind: 'text',
      props: { length: 100 },
      why: [{ code: 'workbook-platform', params: {} }],
    };
  const at = columnAt(sheet.sheet, place);
  const found = relations.named.get(at);
  const carried = isKey ? undefined : carriedFrom(sheet, profile, relations);
  if (carried) {
    const { why, ...from } = carried;
    const { kind, props } = plainKind(columnKind(profile, measure));
    return { ...of, use: 'field', kind: 'carry', props: {}, carried: { ...from, kind, props }, why: [why] };
  }
  const {
    kind,
    props,
    misfits = 0,
    why: because,
  } = isKey ? keyKind(profile, measure) : columnKind(profile, measure, found);
  const isFilled = sheet.rows > 0 && filled === sheet.rows;
  const isUnique = isFilled && distinct === filled && filled > 1;
  const isAsked =
    measure.required === 'all' ||
    (measure.required === 'names' && (isCode(heading) ? isUnique : isTitleOf(heading, sheet, part)));
  const required = isFilled && (isKey || isAsked) && kind !== 'boolean';
  const isOfRecords = part.use === 'records' || part.use === 'form';
  const unique = !isKey && isOfRecords && isUnique && isCode(heading) && kind === 'text';
  const left = relations.left.get(at);
  const some = found || left ? undefined : context.some.get(at);
  return {
    ...of,
    use: filled === 0 ? 'none' : 'field',
    kind,
    props,
    misfits,
    ...(found?.within && { refers: found.within.sheet }),
    ...(some && { mayRefer: some.form }),
    required,
    unique,
    why: [
      because,
      ...(left ? [left] : []),
      ...(some ? [someWhy(some)] : []),
      ...(of.name === '' ? [] : [{ code: 'workbook-id', params: { id: of.name } }]),
      ...(required ? [{ code: 'workbook-required', params: { rows: sheet.rows } }] : []),
      ...(unique ? [{ code: 'workbook-unique', params: {} }] : []),
    ],
  };
}

function someWhy({ label, found, of, others }: Named): Why {
  return { code: 'workbook-reference-some', params: { form: label, found, of, values: others } };
}

/** Whether a heading says what a record of the sheet is called, and not what something else is that it names. */
function isTitleOf(heading: string, { name, columns }: SheetProfile, { key }: SheetPart): boolean {
  const keyed = columns.find(({ place }) => place === key)?.heading ?? '';
  return isTitle(heading) && isOwnTitle(heading, { title: name, key: keyed });
}

/** Finds the column beside it that names the record which this one is taken from. */
function carriedFrom(
  sheet: SheetProfile,
  { place }: ColumnProfile,
  { named, taken }: SheetRelations,
): (Pick<NonNullable<ProposedColumn['carried']>, 'place' | 'field'> & { readonly why: Why }) | undefined {
  const headingAt = (at: number) => sheet.columns.find((column) => column.place === at)?.heading ?? '';
  const because = (from: number, form: Json): Why => ({
    code: 'workbook-carried',
    params: { column: headingAt(from), form },
  });
  const from = taken.get(columnAt(sheet.sheet, place));
  const by = from && named.get(columnAt(sheet.sheet, from.place));
  if (from && by) return { place: from.place, field: from.of, why: because(from.place, by.label) };
  const beside = besideOf(sheet, place, named);
  const own = named.get(columnAt(sheet.sheet, place));
  return beside === undefined || !own
    ? undefined
    : { place: beside, field: own.by, why: because(beside, own.label) };
}

/** Finds the column that names the same records otherwise, of a form that is in force. */
function besideOf(
  { sheet, follows }: SheetProfile,
  place: number,
  named: WorkbookContext['named'],
): number | undefined {
  const own = named.get(columnAt(sheet, place));
  if (!own || own.within) return undefined;
  for (const [from, to] of follows) {
    const other = named.get(columnAt(sheet, from));
    if (to !== place || !other || other.form !== own.form || other.by === own.by) continue;
    // The number is what records are referred to by; of two that follow each other it stays.
    if (own.by === keyName || (other.by !== keyName && from > place)) continue;
    return from;
  }
  return undefined;
}

/** Returns the kind of the column that names records: a text, whatever its digits. */
function keyKind(profile: ColumnProfile, measure: Measures): ReturnType<typeof columnKind> {
  const { props } = columnKind({ ...profile, fits: [], code: true }, measure);
  return {
    kind: 'text',
    props,
    why: {
      code: profile.distinct < profile.filled ? 'workbook-is-key-twice' : 'workbook-is-key',
      params: { distinct: profile.distinct, values: profile.twice },
    },
  };
}

/** Returns what needs nothing but itself: options would have to be named. */
function plainKind({ kind, props }: Pick<ProposedColumn, 'kind' | 'props'>) {
  return kind === 'choice' ? { kind: 'text', props: { length: 200 } } : { kind, props };
}
