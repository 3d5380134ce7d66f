import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import {
  type FormOfSheet,
  formOfSheet,
  formsOfProposal,
  type SheetColumns,
} from '../../../metadata/design/workbook/form-of-proposal.ts';
import type {
  ProposedColumn,
  ProposedSheet,
  Why,
  WorkbookProposal,
} from '../../../metadata/design/workbook/proposal.ts';
import type { SaidUse } from '../../../metadata/design/workbook/sheet-uses.ts';
import type { Strictness } from '../../../metadata/design/workbook/strictness.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { ImportMending } from '../../sheet/transfer/import-mending.ts';
import { type FormHome, formNames, type madeHome } from '../forms/form-home.ts';
import { takeTogether } from '../steps/take-together.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import { type SeenBy, sharingOf } from '../words/seen-by.ts';
import type { FormLine } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { withCorrections } from './kept-corrections.ts';
import { type Misfits, misfitsIn } from './misfits.ts';

/** A reason for a proposal, in the server's words. */
export type SaidWhy = Why & { readonly message: string };

/** A form of a workbook whose data comes in once it is published. */
export interface WaitingForm {
  readonly form: string;
  readonly columns: readonly SheetColumns[];
}

/** A file whose forms are in the design, in the order in which their data comes in. */
export interface WaitingFile {
  readonly file: File;
  readonly forms: readonly WaitingForm[];
  /** That are in the file. */
  readonly rows: number;
  /** Cells that do not fit: their rows come in once they are corrected. */
  readonly misfits: Misfits;
}

/** The last import of a form of a file, and what is mended of that. */
export interface BegunImport {
  readonly job: Promise<Job>;
  readonly mending: ImportMending;
}

/** A workbook on its way to forms: what is proposed, as it was corrected. Tells `change`. */
class WorkbookWork extends EventTarget {
  file: File | null = null;
  proposal: WorkbookProposal | null = null;
  /** The one that the proposal was asked for with. */
  strictness: Strictness = 'usual';
  waiting: WaitingFile | null = null;
  /** The file whose data was begun to come in, until all of it did. */
  unfinished: WaitingFile | null = null;
  /** Revision of the publish of its forms; null: they wait for one, or it was taken back. */
  published: number | null = null;
  /** The chosen place of the forms in the menu. Default: beside their like. */
  home: FormHome | undefined;
  /** The chosen readers of each form, by the place of its sheet. Default: nobody chose. */
  readonly seen = new Map<number, SeenBy>();
  /** The proposal as the server made it. */
  #made: WorkbookProposal | null = null;
  /** What somebody said of sheets. */
  readonly #uses = new Map<number, SaidUse>();
  /** Sheets of the forms whose names for calls somebody chose. */
  readonly #called = new Set<number>();
  /** Sheets of the forms whose labels changed since those names were made of them. */
  readonly #renamed = new Set<number>();
  /** The forms as they were put into the design. */
  #contents: readonly FormSource[] = [];
  /** The imports that were begun, by the names of their forms. */
  readonly #imports = new Map<string, BegunImport>();
  #naming: ReturnType<typeof setTimeout> | undefined;

  /** Asks the server which forms it proposes for a file; of several sheets, with this one as that of the records. */
  async propose(file: File, sheet?: number): Promise<void> {
    this.#called.clear();
    this.#renamed.clear();
    if (file !== this.file || sheet !== this.records?.sheet) this.#uses.clear();
    this.file = file;
    this.#changed();
    const proposal = await this.#ask(file, sheet);
    if (this.file !== file) return;
    this.#made = proposal;
    this.proposal = proposal;
    this.#changed();
  }

  /** Uses a sheet otherwise, which tells on others that name its records; what was corrected of them stays. */
  async useAs({ sheet }: Pick<ProposedSheet, 'sheet'>, use: SaidUse): Promise<void> {
    const { file, records } = this;
    if (!file || !records) return;
    this.#uses.set(sheet, use);
    const next = await this.#ask(file, records.sheet);
    const [made, left] = [this.#made, this.proposal];
    if (this.file !== file || !made || !left) return;
    this.#made = next;
    this.change(withCorrections(next, { made, left }));
  }

  /** Uses a sheet as rows of the records of another, by the column that names those. */
  async useAsRows(
    { sheet }: Pick<ProposedSheet, 'sheet'>,
    rows: { readonly of: number; readonly key: number },
  ): Promise<void> {
    await this.useAs({ sheet }, 'entries');
    const now = this.proposal?.sheets.find((one) => one.sheet === sheet);
    if (now?.use === 'entries') this.#changeEntries(now, rows);
  }

  async #ask(file: File, sheet: number | undefined): Promise<WorkbookProposal> {
    const upload = new FormData();
    upload.set('file', file);
    const uses = [...this.#uses].map(([at, use]) => `${at}:${use}`).join(',');
    const query = {
      ...(sheet !== undefined && { sheet }),
      ...(uses !== '' && { uses }),
      strictness: this.strictness,
    };
    return (await session.api.call('POST /api/design/from-workbook', { file: upload, query })).proposal;
  }

  forget(): void {
    Object.assign(this, { file: null, proposal: null, waiting: null, unfinished: null, published: null });
    Object.assign(this, { strictness: 'usual', home: undefined });
    for (const known of [this.seen, this.#uses, this.#called, this.#renamed, this.#imports]) known.clear();
    this.#made = null;
    this.#contents = [];
    this.#changed();
  }

  /** The sheet with the records of the form. */
  get records(): ProposedSheet | undefined {
    return this.proposal?.sheets.find(({ use }) => use === 'records');
  }

  /** The sheets that become forms, that of the records first. */
  get forms(): readonly ProposedSheet[] {
    const { records } = this;
    const own = this.proposal?.sheets.filter(({ use }) => use === 'form') ?? [];
    return records ? [records, ...own] : own;
  }

  change(what: Partial<WorkbookProposal>): void {
    if (!this.proposal) return;
    this.proposal = { ...this.proposal, ...what };
    this.#changed();
  }

  /** The form that a sheet becomes is another one. */
  changeForm({ sheet, use }: ProposedSheet, what: Partial<FormOfSheet>): void {
    if (use === 'form') this.changeSheet(sheet, what);
    else this.change(what);
  }

  /** The place of the forms in the menu. */
  chooseHome(home: FormHome): void {
    this.home = home;
    this.#changed();
  }

  /** Who sees the records of the form that a sheet becomes. */
  chooseSeen({ sheet }: ProposedSheet, seen: SeenBy): void {
    this.seen.set(sheet, seen);
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
      misfits: null,
      why: column.why.slice(1),
    });
    if (kind !== 'choice') return;
    const labels = column.values.map((text) => ({ zh: text, en: text }));
    const values = await proposedNames(labels, { of: 'option' });
    const options = labels.map((label, at): Json => ({ value: values[at] ?? label.zh, label }));
    this.changeColumn(sheet, column.place, { props: { options } });
  }

  /** A reference refers to a form in force, by its id, or to that of another sheet; empty: to nothing yet. */
  refer({ sheet, columns }: ProposedSheet, { place }: ProposedColumn, target: string | number): void {
    const referring = ({ refers: _, props: { form: __, ...props }, ...column }: ProposedColumn) =>
      typeof target === 'number'
        ? { ...column, props, refers: target }
        : { ...column, props: { ...props, form: target } };
    this.changeSheet(sheet, {
      columns: columns.map((one) => (one.place === place ? referring(one) : one)),
    });
  }

  /** A column refers to the form whose records some of its texts name; what names records of that is no key here. */
  async referAnyway(sheet: ProposedSheet, column: ProposedColumn): Promise<void> {
    if (this.proposal && formOfSheet(this.proposal, sheet).key === column.place) this.changeKey(sheet, null);
    await this.changeKind(sheet.sheet, column, 'reference');
  }

  /** By which column the records of a sheet are known; null: numbers are given out. */
  changeKey(records: ProposedSheet, place: number | null): void {
    const column = records.columns.find((one) => one.place === place);
    const asText = column?.kind === 'text' ? {} : { kind: 'text', props: { length: 60 }, misfits: null };
    if (column) this.changeColumn(records.sheet, column.place, { ...asText, use: 'field', required: true });
    this.changeForm(records, { key: place });
    // The reasons found in the data are none for a decision of a person.
    const left = records.why.filter(({ code }) => !/^workbook-(?:no-)?key/.test(code));
    this.changeSheet(records.sheet, { why: left });
  }

  /** Rows belong to the records of a sheet that a column names. */
  #changeEntries(
    { sheet, columns, of: owner }: ProposedSheet,
    { of, key }: { readonly of: number; readonly key: number },
  ): void {
    if (owner === of && columns.find(({ place }) => place === key)?.use === 'key') return;
    const changed = columns.map((column): ProposedColumn => {
      if (column.place === key) return { ...column, use: 'key' };
      return column.use === 'key' ? { ...column, use: column.filled > 0 ? 'field' : 'none' } : column;
    });
    // The reasons found in the data are none for a decision of a person.
    this.changeSheet(sheet, { of, columns: changed, why: [] });
  }

  /** Called otherwise: what calls name it by follows, as long as nobody said that. */
  rename(sheet: ProposedSheet, label: Label): void {
    this.changeForm(sheet, { label });
    this.#renamed.add(sheet.sheet);
    clearTimeout(this.#naming);
    this.#naming = setTimeout(() => void this.#nameAll(), typingPause);
  }

  /** Names the forms whose labels changed. */
  async #nameAll(): Promise<void> {
    clearTimeout(this.#naming);
    const changed = this.forms.filter(({ sheet }) => this.#renamed.has(sheet) && !this.#called.has(sheet));
    for (const sheet of changed) await this.#name(sheet);
  }

  async #name(sheet: ProposedSheet): Promise<void> {
    const labelNow = () => {
      const now = this.forms.find((one) => one.sheet === sheet.sheet);
      return now && this.proposal ? formOfSheet(this.proposal, now).label : undefined;
    };
    const label = labelNow();
    if (!label || say(label).trim() === '') return;
    const [proposed = 'form'] = await proposedNames([label], { of: 'form' }).catch(() => []);
    if (this.#called.has(sheet.sheet) || labelNow() !== label) return;
    this.#renamed.delete(sheet.sheet);
    this.changeForm(sheet, { name: freeName(proposed, this.#takenBeside(sheet)) });
  }

  #takenBeside({ sheet }: ProposedSheet): ReadonlySet<string> {
    const { proposal } = this;
    const others = this.forms.filter((one) => one.sheet !== sheet);
    return new Set([
      ...formNames(design.drawn?.lines ?? []),
      ...others.flatMap((one) => (proposal ? formOfSheet(proposal, one).name : [])),
    ]);
  }

  /** Takes the name that calls use for the form; empty: it is made from its label again. */
  call(sheet: ProposedSheet, name: string): void {
    if (!this.proposal) return;
    if (name === '') {
      this.#called.delete(sheet.sheet);
      this.rename(sheet, formOfSheet(this.proposal, sheet).label);
      return;
    }
    this.#called.add(sheet.sheet);
    this.changeForm(sheet, { name });
  }

  /** The forms go into the design, with the folder they stand in; their file waits for them to be published. */
  async take({ steps, menu }: Awaited<ReturnType<typeof madeHome>>): Promise<boolean> {
    await this.#nameAll();
    const { file, proposal } = this;
    if (!file || !proposal) return false;
    const made = formsOfProposal(this.#shared(proposal));
    const contents = made.map(({ form }): FormSource => ({ ...form, ...(menu && { menu }) }));
    // Back from the publish page: the forms stand in the design as they were left, and are other ones now.
    const there = this.drafted;
    const again = there.toReversed().map(({ name }): DesignStep => ({ do: 'remove', form: name, place: '' }));
    const added = contents.map((content): DesignStep => ({ do: 'add-form', content }));
    const isThere = there.length === contents.length && sameData(this.#contents, contents);
    if (!isThere && !(await takeTogether([...again, ...steps, ...added]))) return false;
    await design.settle();
    this.#contents = contents;
    const rows = proposal.sheets.reduce((sum, one) => sum + (one.use === 'none' ? 0 : one.rows), 0);
    this.#imports.clear();
    const forms = made.map(({ form, columns }): WaitingForm => ({ form: form.name, columns }));
    this.unfinished = null;
    this.published = null;
    this.waiting = { file, forms, rows, misfits: misfitsIn(proposal.sheets) };
    this.#changed();
    return true;
  }

  /** With what people chose of who sees the records. */
  #shared(proposal: WorkbookProposal): WorkbookProposal {
    const sharing = (sheet: ProposedSheet | undefined) => {
      const { kind } = formOfSheet(proposal, sheet);
      const said = sheet && sharingOf(kind, this.seen.get(sheet.sheet) ?? '');
      return said && { sharing: said };
    };
    return {
      ...proposal,
      ...sharing(this.records),
      sheets: proposal.sheets.map((sheet) =>
        sheet.use === 'form' ? { ...sheet, ...sharing(sheet) } : sheet,
      ),
    };
  }

  /** The forms of this workbook that stand in the design already, in the order in which they were added. */
  get drafted(): readonly FormLine[] {
    return (this.waiting?.forms ?? []).flatMap(({ form }) => {
      const line = session.form(form) ? undefined : design.drawn?.lines.find(({ name }) => name === form);
      return line ?? [];
    });
  }

  /** The file whose forms are live now. */
  get live(): WaitingFile | null {
    return this.waiting?.forms.every(({ form }) => session.form(form)) ? this.waiting : null;
  }

  /** The import of a form that was begun; whoever comes back to the page follows it. */
  importOf(form: string): BegunImport | undefined {
    return this.#imports.get(form);
  }

  /** Begins to import the data of a form, or the last import of it anew, with what was mended since. */
  async beginImport(form: string, mending: ImportMending, begin: () => Promise<Job>): Promise<Job> {
    const job = begin();
    const before = this.#imports.get(form);
    this.#imports.set(form, { job, mending });
    // What could not be begun is begun anew.
    job.catch(() => {
      if (before) this.#imports.set(form, before);
      else this.#imports.delete(form);
    });
    if (this.waiting?.forms.every((one) => this.#imports.has(one.form))) {
      this.unfinished = this.waiting;
      this.waiting = null;
    }
    return job;
  }

  /** All of the file came in. */
  finish(): void {
    this.unfinished = null;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** Milliseconds without another letter. */
const typingPause = 300;

function propsOf(kind: string, { longest, scale, mayRefer }: ProposedColumn): ProposedColumn['props'] {
  if (kind === 'reference') return mayRefer === undefined ? {} : { form: mayRefer };
  if (kind === 'text') return { length: Math.min(2000, Math.max(60, Math.ceil((longest * 1.5) / 10) * 10)) };
  if (kind === 'multiline') return { length: Math.max(4000, longest * 2) };
  if (kind !== 'decimal') return {};
  return { precision: Math.max(18, scale + 14), scale };
}

/** One a page: the file outlives the way to the publish page and back. */
export const workbook = new WorkbookWork();
