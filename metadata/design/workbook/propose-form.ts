import type { Label } from '../../common/label.ts';
import { isPlatforms, ownId } from './exported-column.ts';
import { keyName, parentMark } from './form-of-proposal.ts';
import type { ColumnProfile } from './profile.ts';
import type { ProposedColumn, ProposedSheet, Why, WorkbookProposal } from './proposal.ts';
import { columnKind, isCode, isCounter, isTitle, type Named } from './propose-column.ts';
import { type Measures, measures, type Strictness } from './strictness.ts';
import type { Join, SheetProfile, Survey } from './survey.ts';
import { tellsApart } from './tells-apart.ts';
import { withFormulas } from './with-formulas.ts';

/** The knowledge about a workbook that is not in it. */
export interface WorkbookContext {
  /** The name of the file for people. */
  readonly title: string;
  /** Place of the sheet that has the records. Default: the one whose rows others name, else the first with rows. */
  readonly sheet?: number;
  /** Records that columns name, by `columnAt`. */
  readonly named: ReadonlyMap<string, Named>;
  /** Default: usual. */
  readonly strictness?: Strictness;
}

/** Returns the key of a column of a file. */
export function columnAt(sheet: number, place: number): string {
  return `${sheet}/${place}`;
}

/**
 * The form that a workbook proposes: one sheet has its records, those whose rows name them have entries of theirs. Names
 * are still empty: they want to be spoken.
 */
export function proposeForm({ sheets, joins }: Survey, known: WorkbookContext): WorkbookProposal | undefined {
  const main = recordSheet(
    known.sheet === undefined ? sheets : sheets.filter(({ sheet }) => sheet === known.sheet),
    joins,
  );
  if (!main) return undefined;
  const key = keyColumn(main, joins);
  const title = main.name === '' || /^(?:sheet|工作表)\s*\d*$/i.test(main.name) ? known.title : main.name;
  const proposed = sheets.map((sheet) => {
    if (sheet === main) return proposedSheet(sheet, 'records', key?.column.place ?? null, keyWhy(key), known);
    const join = key && rowsKey(sheet, key.column, main, joins);
    const why: Why = join
      ? {
          code: 'workbook-entries',
          params: { column: join.heading, key: key.column.heading, rows: sheet.rows },
        }
      : { code: 'workbook-sheet-alone', params: { sheet: main.name } };
    return proposedSheet(sheet, join ? 'entries' : 'none', join?.place ?? null, [why], known);
  });
  return {
    name: '',
    label: labelled(title),
    kind: proposed.some(({ use }) => use === 'entries') ? 'document' : 'master',
    key: key?.column.place ?? null,
    sheets: proposed,
  };
}

/** The one whose rows most others name, else the first with rows. */
function recordSheet(sheets: readonly SheetProfile[], joins: readonly Join[]): SheetProfile | undefined {
  const heading = (sheet: number, place: number) =>
    sheets.find((one) => one.sheet === sheet)?.columns.find((column) => column.place === place)?.heading;
  const alike = joins.filter(({ sheet, column, of }) => {
    const called = heading(sheet, column) ?? '';
    return called === heading(of.sheet, of.column) && !isCounter(called);
  });
  const named = ({ sheet }: SheetProfile) =>
    new Set(alike.flatMap((join) => (join.of.sheet === sheet ? join.sheet : []))).size;
  return sheets
    .filter(({ rows, columns }) => rows > 0 && columns.length > 0)
    .toSorted((a, b) => named(b) - named(a) || a.sheet - b.sheet)[0];
}

interface Key {
  readonly column: ColumnProfile;
  /** Whether other sheets name records by it. */
  readonly joined: boolean;
}

function keyColumn(main: SheetProfile, joins: readonly Join[]): Key | undefined {
  const joined = ({ place }: ColumnProfile) =>
    joins.some(({ of }) => of.sheet === main.sheet && of.column === place);
  const telling = ({ fits, longest }: ColumnProfile) =>
    longest <= 100 && !fits.includes('date') && !fits.includes('datetime') && !fits.includes('time');
  const apart = main.columns.filter((one) => tellsApart(one, main.rows) && telling(one));
  const candidates = apart.filter(({ filled, distinct }) => distinct === filled);
  const column =
    candidates.find(({ id }) => id === keyName) ??
    candidates.find((one) => isCode(one.heading) && joined(one)) ??
    candidates.find((one) => isCode(one.heading)) ??
    apart.find((one) => isCode(one.heading)) ??
    candidates.find(({ place, heading }) => place === main.columns[0]?.place && !isCounter(heading));
  return column && { column, joined: joined(column) };
}

function keyWhy(key: Key | undefined): readonly Why[] {
  if (!key) return [{ code: 'workbook-no-key', params: {} }];
  const { heading, filled, distinct, twice } = key.column;
  const isTwice = distinct < filled;
  return [
    {
      code: isTwice ? 'workbook-key-twice' : 'workbook-key',
      params: { column: heading, rows: filled, values: twice },
    },
  ];
}

/** By which of its columns rows of a sheet name records: called as the key is, or as what names things. */
function rowsKey(
  sheet: SheetProfile,
  key: ColumnProfile,
  main: SheetProfile,
  joins: readonly Join[],
): ColumnProfile | undefined {
  const fits = sheet.columns.filter(
    ({ place, filled }) =>
      filled === sheet.rows &&
      joins.some(
        (join) =>
          join.sheet === sheet.sheet &&
          join.column === place &&
          join.of.sheet === main.sheet &&
          join.of.column === key.place,
      ),
  );
  return (
    fits.find(({ id }) => id.startsWith(parentMark)) ??
    fits.find(({ heading }) => heading === key.heading) ??
    fits.find(({ heading }) => isCode(heading))
  );
}

function proposedSheet(
  sheet: SheetProfile,
  use: ProposedSheet['use'],
  key: number | null,
  why: readonly Why[],
  { named, strictness = 'usual' }: WorkbookContext,
): ProposedSheet {
  const measure = measures[strictness];
  const columns = sheet.columns.map((profile): ProposedColumn => {
    const { place, heading, filled, distinct, values } = profile;
    const isKey = place === key;
    const of = {
      place,
      heading,
      name: isKey ? '' : ownId(profile, use === 'entries'),
      label: labelled(heading),
      filled,
      distinct,
      values,
    };
    if (isKey && use === 'entries')
      return {
        ...of,
        use: 'key',
        kind: 'text',
        props: {},
        required: true,
        unique: false,
        why: [{ code: 'workbook-rows-key', params: {} }],
      };
    if (isPlatforms(profile, use === 'entries'))
      return {
        ...of,
        use: 'none',
        kind: 'text',
        props: { length: 100 },
        required: false,
        unique: false,
        why: [{ code: 'workbook-platform', params: {} }],
      };
    const found = named.get(columnAt(sheet.sheet, place));
    const carried = isKey ? undefined : carriedFrom(sheet, profile, named);
    const {
      kind,
      props,
      why: because,
    } = isKey ? keyKind(profile, measure) : columnKind(profile, measure, found);
    const isFilled = sheet.rows > 0 && filled === sheet.rows;
    const isAsked =
      measure.required === 'all' || (measure.required === 'names' && (isCode(heading) || isTitle(heading)));
    const required = isFilled && !carried && (isKey || isAsked);
    const unique =
      !isKey &&
      use === 'records' &&
      isFilled &&
      distinct === filled &&
      filled > 1 &&
      isCode(heading) &&
      kind === 'text';
    if (carried)
      return {
        ...of,
        use: 'field',
        kind: 'carry',
        props: {},
        carried: { place: carried.place, field: carried.field },
        required: false,
        unique: false,
        why: [{ code: 'workbook-carried', params: { column: carried.heading, form: carried.label } }],
      };
    return {
      ...of,
      use: filled === 0 ? 'none' : 'field',
      kind,
      props,
      required: required && kind !== 'boolean',
      unique,
      why: [
        because,
        ...(of.name === '' ? [] : [{ code: 'workbook-id', params: { id: of.name } }]),
        ...(required && kind !== 'boolean'
          ? [{ code: 'workbook-required', params: { rows: sheet.rows } }]
          : []),
        ...(unique ? [{ code: 'workbook-unique', params: {} }] : []),
      ],
    };
  });
  return {
    sheet: sheet.sheet,
    title: sheet.name,
    use,
    name: '',
    label: labelled(sheet.name || '-'),
    first: sheet.first,
    ...(sheet.sums !== undefined && { end: sheet.sums }),
    rows: sheet.rows,
    begins: sheet.begins,
    columns: withFormulas(sheet, columns),
    why: [
      ...why,
      ...(sheet.sums === undefined ? [] : [{ code: 'workbook-sums', params: { row: sheet.sums + 1 } }]),
    ],
  };
}

/** Finds the column beside it that names the same records otherwise, so that it can be taken from them. */
function carriedFrom(
  { sheet, follows, columns }: SheetProfile,
  { place }: ColumnProfile,
  named: WorkbookContext['named'],
) {
  const own = named.get(columnAt(sheet, place));
  if (!own) return undefined;
  for (const [from, to] of follows) {
    const other = named.get(columnAt(sheet, from));
    if (to !== place || !other || other.form !== own.form || other.by === own.by) continue;
    // The number is what records are referred to by; of two that follow each other it stays.
    if (own.by === keyName || (other.by !== keyName && from > place)) continue;
    const { heading = '' } = columns.find((column) => column.place === from) ?? {};
    return { place: from, field: own.by, heading, label: own.label };
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

/** In both languages as it stands there, until somebody says it otherwise. */
function labelled(text: string): Label {
  return { zh: text, en: text };
}
