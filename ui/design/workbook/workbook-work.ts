import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { formOfProposal, type SheetColumns } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type {
  ProposedColumn,
  ProposedSheet,
  Why,
  WorkbookProposal,
} from '../../../metadata/design/workbook/proposal.ts';
import type { Strictness } from '../../../metadata/design/workbook/strictness.ts';
import { isFormName } from '../../../metadata/names.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { type FormHome, formNames, type madeHome } from '../forms/form-home.ts';
import { takeTogether } from '../steps/take-together.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import type { SeenBy } from '../words/seen-by.ts';
import type { FormLine } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';

/** A reason for a proposal, in the server's words. */
export type SaidWhy = Why & { readonly message: string };

/** A file whose form is in the design: its data comes in once that is published. */
export interface WaitingFile {
  readonly file: File;
  /** Name of the form. */
  readonly form: string;
  readonly columns: readonly SheetColumns[];
  /** That come in. */
  readonly rows: number;
}

/** A workbook on its way to a form: what is proposed, as it was corrected. Tells `change`. */
class WorkbookWork extends EventTarget {
  file: File | null = null;
  proposal: WorkbookProposal | null = null;
  /** The one that the proposal was asked for with. */
  strictness: Strictness = 'usual';
  waiting: WaitingFile | null = null;
  /** The chosen place of the form in the menu. Default: beside its like. */
  home: FormHome | undefined;
  seen: SeenBy = '';
  /** Whether somebody chose the name that calls use for the form. */
  #isCalled = false;
  /** Whether the label changed since that name was made of it. */
  #isRenamed = false;
  /** The form as it was put into the design. */
  #content: FormSource | null = null;
  #naming: ReturnType<typeof setTimeout> | undefined;

  /** Asks the server which form it proposes for a file; of several sheets, with this one as that of the records. */
  async propose(file: File, sheet?: number, strictness?: Strictness): Promise<void> {
    const upload = new FormData();
    upload.set('file', file);
    const query = { ...(sheet !== undefined && { sheet }), ...(strictness && { strictness }) };
    if (strictness) this.strictness = strictness;
    this.#isCalled = false;
    this.file = file;
    this.#changed();
    const { proposal } = await session.api.call('POST /api/design/from-workbook', { file: upload, query });
    if (this.file !== file) return;
    this.proposal = proposal;
    this.#changed();
  }

  forget(): void {
    Object.assign(this, { file: null, proposal: null, waiting: null, strictness: 'usual' });
    Object.assign(this, { home: undefined, seen: '' });
    this.#content = null;
    this.#changed();
  }

  change(what: Partial<WorkbookProposal>): void {
    if (!this.proposal) return;
    this.proposal = { ...this.proposal, ...what };
    this.#changed();
  }

  /** Who sees the form, and its place in the menu. */
  choose(what: { readonly home?: FormHome; readonly seen?: SeenBy }): void {
    Object.assign(this, what);
    this.#changed();
  }

  changeSheet(sheet: number, what: Partial<ProposedSheet>): void {
    const sheets = this.proposal?.sheets.map((one) => (one.sheet === sheet ? { ...one, ...what } : one));
    if (sheets) this.change({ sheets });
  }

  changeColumn(sheet: number, place: number, what: Partial<ProposedColumn>): void {
    const columns = this.proposal?.sheets
      .find((one) => one.sheet === sheet)
      ?.columns.map((one) => (one.place === place ? { ...one, ...what } : one));
    if (columns) this.changeSheet(sheet, { columns });
  }

  /** Another kind: what it is told comes from the data again. */
  async changeKind(sheet: number, column: ProposedColumn, kind: string): Promise<void> {
    this.changeColumn(sheet, column.place, {
      kind,
      props: kind === 'choice' ? {} : propsOf(kind, column),
      why: column.why.slice(1),
    });
    if (kind !== 'choice') return;
    const labels = column.values.slice(0, mostOptions).map((text) => ({ zh: text, en: text }));
    const values = await proposedNames(labels, { of: 'option' });
    const options = labels.map((label, at): Json => ({ value: values[at] ?? label.zh, label }));
    this.changeColumn(sheet, column.place, { props: { options } });
  }

  /** By which column records are known; null: numbers are given out. */
  changeKey(place: number | null): void {
    const records = this.proposal?.sheets.find(({ use }) => use === 'records');
    const column = records?.columns.find((one) => one.place === place);
    if (records && column && column.kind !== 'text')
      this.changeColumn(records.sheet, column.place, { kind: 'text', props: { length: 60 } });
    if (records && column) this.changeColumn(records.sheet, column.place, { use: 'field', required: true });
    this.change({ key: place });
  }

  /** Makes a sheet the entries of the records that a column names, or leaves it out. */
  changeEntries(sheet: ProposedSheet, key: number | null): void {
    const columns = sheet.columns.map((column): ProposedColumn => {
      if (column.place === key) return { ...column, use: 'key' };
      return column.use === 'key' ? { ...column, use: column.filled > 0 ? 'field' : 'none' } : column;
    });
    // The reasons found in the data are none for a decision of a person.
    this.changeSheet(sheet.sheet, { use: key === null ? 'none' : 'entries', columns, why: [] });
  }

  /** Called otherwise: what calls name it by follows, as long as nobody said that. */
  rename(label: Label): void {
    this.change({ label });
    this.#isRenamed = true;
    clearTimeout(this.#naming);
    if (!this.#isCalled && say(label).trim() !== '')
      this.#naming = setTimeout(() => void this.#propose(label), typingPause);
  }

  async #propose(label: Label): Promise<void> {
    const [proposed = 'form'] = await proposedNames([label], { of: 'form' }).catch(() => []);
    if (this.#isCalled || this.proposal?.label !== label) return;
    clearTimeout(this.#naming);
    this.#isRenamed = false;
    this.change({ name: freeName(proposed, formNames(design.drawn?.lines ?? [])) });
  }

  /** Takes the name that calls use for the form; empty: it is made from its label again. */
  call(name: string): void {
    this.#isCalled = name !== '';
    if (this.#isCalled) this.change({ name });
    else if (this.proposal) this.rename(this.proposal.label);
  }

  /** The form goes into the design, with the folder it stands in; its file waits for it to be published. */
  async take({ steps, menu }: Awaited<ReturnType<typeof madeHome>>): Promise<FormSource | null> {
    if (this.#isRenamed && this.proposal) await this.#propose(this.proposal.label);
    const { file, proposal } = this;
    if (!file || !proposal) return null;
    const { form, columns } = formOfProposal(proposal);
    const content: FormSource = { ...form, ...(menu && { menu }) };
    const there = this.drafted;
    // Back from the publish page: the form stands in the design as it was left, and is another one now.
    const again: readonly DesignStep[] = there ? [{ do: 'remove', form: there.name, place: '' }] : [];
    const isThere = there !== undefined && sameData(this.#content, content);
    if (!isThere && !(await takeTogether([...again, ...steps, { do: 'add-form', content }]))) return null;
    await design.settle();
    this.#content = content;
    const rows = proposal.sheets.reduce((sum, one) => sum + (one.use === 'none' ? 0 : one.rows), 0);
    this.waiting = { file, form: form.name, columns, rows };
    this.#changed();
    return content;
  }

  /** The form of this workbook that stands in the design already; undefined: none does. */
  get drafted(): FormLine | undefined {
    const name = this.waiting?.form;
    if (name === undefined || session.form(name)) return undefined;
    return design.drawn?.lines.find((line) => line.name === name);
  }

  /** The file whose form is live now. */
  get live(): WaitingFile | null {
    return this.waiting && session.form(this.waiting.form) ? this.waiting : null;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

const mostOptions = 100;
/** Milliseconds without another letter. */
const typingPause = 300;

function propsOf(kind: string, { values }: ProposedColumn): ProposedColumn['props'] {
  const longest = values.reduce((most, text) => Math.max(most, [...text].length), 0);
  if (kind === 'text') return { length: Math.min(2000, Math.max(60, Math.ceil((longest * 1.5) / 10) * 10)) };
  if (kind === 'multiline') return { length: Math.max(4000, longest * 2) };
  if (kind !== 'decimal') return {};
  const scale = values.reduce((most, text) => Math.max(most, text.split('.')[1]?.length ?? 0), 0);
  return { precision: Math.max(18, scale + 14), scale };
}

/** The flaws that keep a proposal from becoming a form. */
export type Flaw =
  | 'unnamed'
  | 'wrong-name'
  | 'taken-name'
  | 'no-target'
  | 'no-fields'
  | 'field-twice'
  | 'no-options';

export function flawsOf(
  { name, label, sheets }: WorkbookProposal,
  all: readonly FormLine[],
  drafted?: FormLine,
): readonly Flaw[] {
  const lines = all.filter((line) => line !== drafted);
  const used = sheets.filter(({ use }) => use !== 'none');
  const fields = used.flatMap(({ columns }) => columns.filter(({ use }) => use === 'field'));
  const twice = used.some(({ columns }) => {
    const names = columns.flatMap(({ use, name }) => (use === 'field' ? [name] : []));
    return new Set(names).size < names.length;
  });
  return [
    ...(label.zh.trim() === '' || fields.some((one) => one.label.zh.trim() === '')
      ? (['unnamed'] as const)
      : []),
    ...(isFormName(name) ? [] : (['wrong-name'] as const)),
    ...(formNames(lines).has(name) ? (['taken-name'] as const) : []),
    ...(fields.some(({ kind, props }) => kind === 'reference' && !props['form'])
      ? (['no-target'] as const)
      : []),
    ...(fields.some(({ kind, props }) => kind === 'choice' && !hasOptions(props['options']))
      ? (['no-options'] as const)
      : []),
    ...(fields.length === 0 ? (['no-fields'] as const) : []),
    ...(twice ? (['field-twice'] as const) : []),
  ];
}

function hasOptions(options: Json | undefined): boolean {
  return Array.isArray(options) && options.length > 0;
}

/** One a page: the file outlives the way to the publish page and back. */
export const workbook = new WorkbookWork();
