import type { JsonObject } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import { replaceVariables } from '../../metadata/kinds/common/variables.ts';
import { strokesOf } from '../../metadata/kinds/signature.ts';
import type { FieldSet, Form } from '../../metadata/model.ts';
import { isNumber, isUnprinted, printField } from '../../metadata/print/print-fields.ts';
import {
  type Block,
  conditionsOf,
  type FieldsBlock,
  type PagePart,
  type PrintSource,
  type PrintText,
  type TableBlock,
  type TableColumn,
} from '../../metadata/print-source.ts';
import { compileLater } from '../condition/compile.ts';
import { evaluate } from '../condition/evaluate.ts';
import type { CallFacts } from '../condition/facts.ts';
import type { Scope } from '../condition/scope.ts';
import { paperOf } from '../paper/paper.ts';
import type { LabelledValue, PartTree, PrintNode, PrintTree } from '../paper/tree.ts';
import type { Holding } from '../sharing/contract.ts';
import { inCapitals } from './in-capitals.ts';
import { type BringPicture, type BroughtPictures, bringPictures, pictureNodes } from './pictures.ts';
import {
  type Added,
  byIds,
  codeOf,
  isMonospaced,
  rowsIn,
  sumsOf,
  textAt,
  type Writing,
} from './printed-record.ts';
import { sharingTable } from './sharing-table.ts';
import { wordsLanguage } from './words-language.ts';

/** What is printed, for whom. */
export interface PrintQuestion {
  readonly print: PrintSource;
  readonly form: Form;
  /** As its reader is answered it: what he may not see is not in it. */
  readonly record: JsonObject;
  readonly language: Language;
  /** Time zone in which moments are written. */
  readonly zone: string;
  readonly call: CallFacts;
  /** Names of the person and the organisation. */
  readonly user: string;
  readonly org: string;
  /** The organisations that use the record, as far as its reader sees them. Default: nobody looked. */
  readonly holdings?: readonly Holding[];
}

interface PrintKnown extends Pick<Scope, 'target'> {
  /** Default: none can be printed. */
  readonly picture?: BringPicture;
}

/** A template and a record become a tree of what stands on paper. */
export async function layOut(question: PrintQuestion, known: PrintKnown): Promise<PrintTree> {
  const record = byIds(question.form, question.record);
  const hidden = await whatIsHidden(question, record, known);
  const absent = await absentFields(question, record, known);
  const { print } = question;
  const pictures = await bringPictures({ print, record, hidden }, known.picture ?? (async () => null));
  return new Layout(question, { record, hidden, absent, pictures }).tree();
}

interface Prepared {
  readonly record: JsonObject;
  readonly hidden: ReadonlySet<Block | TableColumn>;
  /** Ids of the fields that do not apply. */
  readonly absent: ReadonlySet<string>;
  readonly pictures: BroughtPictures;
}

/** The blocks and columns whose condition does not hold of the record as its reader sees it. */
async function whatIsHidden(
  { print, form, call }: PrintQuestion,
  record: JsonObject,
  known: Pick<Scope, 'target'>,
): Promise<ReadonlySet<Block | TableColumn>> {
  const hidden = new Set<Block | TableColumn>();
  for (const { of, when } of conditionsOf(print)) {
    const compiled = await compileLater(when, { shape: form, kept: true, ...known });
    if (!compiled.ok || !(await evaluate(compiled.value, { record, call }))) hidden.add(of);
  }
  return hidden;
}

/** The fields that pages do not show, as their condition does not hold: nor does paper, whatever they hold. */
async function absentFields(
  { form, call }: PrintQuestion,
  record: JsonObject,
  known: Pick<Scope, 'target'>,
): Promise<ReadonlySet<string>> {
  const absent = new Set<string>();
  for (const { id, visible } of form.fields) {
    if (typeof visible === 'boolean') continue;
    const compiled = await compileLater(visible, { shape: form, kept: true, ...known });
    if (compiled.ok && !(await evaluate(compiled.value, { record, call }))) absent.add(id);
  }
  return absent;
}

const sumLabel = { zh: '合计', en: 'Total' };
const numberLabel = { zh: '序号', en: 'No.' };

class Layout {
  readonly #question: PrintQuestion;
  readonly #record: JsonObject;
  readonly #hidden: ReadonlySet<Block | TableColumn>;
  readonly #absent: ReadonlySet<string>;
  readonly #pictures: BroughtPictures;
  readonly #writing: Writing;
  /** Of what stands there beside labels and values. */
  readonly #words: Language;

  constructor(question: PrintQuestion, { record, hidden, absent, pictures }: Prepared) {
    this.#question = question;
    this.#record = record;
    this.#hidden = hidden;
    this.#absent = absent;
    this.#pictures = pictures;
    const { language, zone, print } = question;
    this.#words = wordsLanguage(question.form, language);
    this.#writing = { language, zone, grouped: print.grouped ?? false, record };
  }

  tree(): PrintTree {
    const { print, form, language } = this.#question;
    const called = form.title ? this.#at(form.title.id) : this.#at('number');
    return {
      title: [print.label[language], called ?? ''].join(' ').trim(),
      language: this.#words,
      paper: paperOf(print.paper),
      size: print.size ?? 10,
      head: this.#part(print.head),
      foot: this.#part(print.foot),
      pageNumbers: print.pageNumbers ?? null,
      nodes: this.#nodes(print.blocks),
    };
  }

  #part(part: PagePart | undefined): PartTree | null {
    return part ? { height: part.height, nodes: this.#nodes(part.blocks) } : null;
  }

  #nodes(blocks: readonly Block[]): readonly PrintNode[] {
    return blocks.flatMap((block) => (this.#hidden.has(block) ? [] : (this.#node(block) ?? [])));
  }

  #node(block: Block): PrintNode | readonly PrintNode[] | null {
    switch (block.block) {
      case 'text': {
        const { block: type, when: _, text, ...style } = block;
        return { type, text: this.#text(text), ...style };
      }
      case 'fields':
        return this.#fields(block);
      case 'table':
        return this.#table(block);
      case 'columns':
        return {
          type: 'columns',
          columns: block.columns.map(({ width = null, blocks }) => ({ width, nodes: this.#nodes(blocks) })),
        };
      case 'group': {
        const { framed = false, together = false, blocks } = block;
        return { type: 'group', framed, together, nodes: this.#nodes(blocks) };
      }
      case 'image':
        return pictureNodes(this.#question, block, this.#pictures.get(block) ?? []);
      case 'code': {
        const { code, width, height = 12, caption = false, align = 'left' } = block;
        const text = this.#text(block.text).trim();
        return text === '' ? null : { type: 'code', code, text, width, height, caption, align };
      }
      case 'sharing':
        return sharingTable({ ...this.#question, language: this.#words }, block.border);
      case 'space':
        return { type: 'space', height: block.height };
      case 'line':
      case 'page':
        return { type: block.block };
    }
  }

  #fields({ columns = 2, border = 'all', fields }: FieldsBlock): PrintNode | null {
    const { form, print, language } = this.#question;
    const pairs = fields.flatMap(({ field, label: said, wide = false }): LabelledValue[] => {
      const value = this.#at(field);
      const known = printField(form, field);
      if (value === undefined || (known?.field && this.#absent.has(known.field.id))) return [];
      if (value === '' && known?.field?.printedEmpty === false) return [];
      const computed = print.values?.find(({ name }) => name === field)?.label;
      const own = said ?? computed ?? known?.label;
      const label = own?.[language] ?? field;
      const strokes = known?.field && strokesOf(this.#record[field]);
      const code = known?.field ? codeOf(known.field, value) : null;
      return [
        {
          label,
          value,
          wide,
          ...(code && { code }),
          ...(strokes && { strokes }),
          ...(isMonospaced(known?.field) && { monospaced: true }),
        },
      ];
    });
    return pairs.length > 0 ? { type: 'fields', columns, border, lines: inLines(pairs, columns) } : null;
  }

  /** A column whose field the reader does not see is not there, nor one that is on no paper, or not while it is empty. */
  #table({ rows: entries, numbered = false, border = 'all', columns }: TableBlock): PrintNode | null {
    const { form, language } = this.#question;
    const shape = form.byId.get(entries)?.rows;
    if (!shape || this.#record[entries] === undefined) return null;
    const rows = rowsIn(this.#record, entries);
    const texts = columns.map(({ field }) => rows.map((row) => textAt(shape, row, field, this.#writing)));
    const shown = columns.flatMap((column, index) => {
      const cells = texts[index] ?? [];
      const found = printField(shape, column.field);
      const isSeen = rows.length === 0 || cells.some((cell) => cell !== undefined);
      if (!found || isUnprinted(found) || !isSeen) return [];
      if (found.field?.printedEmpty === false && cells.every((cell) => !cell)) return [];
      return [
        this.#hidden.has(column) ? { ...column, sum: false, found, cells: [] } : { ...column, found, cells },
      ];
    });
    const heads = shown.map(({ label, width, align, found }) => ({
      label: (label ?? found.label)[language],
      width: width ?? found.field?.printWidth ?? null,
      align: align ?? (isNumber(found) ? ('right' as const) : ('left' as const)),
    }));
    const sums = shown.map(({ sum, field, found }) =>
      sum ? textOf(sumsOf(rows, found, field, this.#writing) ?? [], '\n') : '',
    );
    const counter = { label: numberLabel[this.#words], width: 13, align: 'center' } as const;
    const cells = rows.map((_, row) => shown.map((column) => column.cells[row] ?? ''));
    return {
      type: 'table',
      border,
      columns: numbered ? [counter, ...heads] : heads,
      rows: numbered ? cells.map((row, index) => [String(index + 1), ...row]) : cells,
      sums: shown.some(({ sum }) => sum) ? this.#sums(numbered ? ['', ...sums] : sums) : null,
    };
  }

  /** The word stands in the first cell that has no sum. */
  #sums(sums: readonly string[]): readonly string[] {
    const at = sums.indexOf('');
    return sums.map((sum, index) => (index === at ? sumLabel[this.#words] : sum));
  }

  #text(text: PrintText): string {
    const { language } = this.#question;
    return replaceVariables(typeof text === 'string' ? text : text[language], (name) => this.#at(name) ?? '');
  }

  /** The text of a field, of a computed value, or of a word about the call. */
  #at(path: string): string | undefined {
    const { form, print, call, user, org } = this.#question;
    if (path === '$today') return call.today ?? '';
    if (path === '$user') return user;
    if (path === '$org') return org;
    const value = print.values?.find(({ name }) => name === path);
    if (!value) return textAt(form, this.#record, path, this.#writing);
    const [first = '', ...rest] = value.of.split('.');
    const rows = form.byId.get(first)?.rows;
    if (!rows && value.as !== 'capitals') return textAt(form, this.#record, value.of, this.#writing);
    const sums = rows ? this.#sumsIn(first, rest.join('.'), rows) : this.#amount(value.of);
    if (sums === undefined) return undefined;
    const [only, ...others] = sums;
    if (!only) return '';
    const isInCapitals = value.as === 'capitals' && others.length === 0 && inWords.has(only.currency);
    return isInCapitals ? inCapitals(only.number) : textOf(sums, ' + ');
  }

  #sumsIn(entries: string, id: string, rows: FieldSet): readonly Added[] | undefined {
    if (this.#record[entries] === undefined) return undefined;
    return sumsOf(rowsIn(this.#record, entries), printField(rows, id), id, this.#writing);
  }

  /** One amount of the record, as if it were a sum. */
  #amount(id: string): readonly Added[] | undefined {
    return sumsOf([this.#record], printField(this.#question.form, id), id, this.#writing);
  }
}

const textOf = (sums: readonly Added[], between: string) => sums.map(({ text }) => text).join(between);

/** Capitals are of yuan: of amounts in those, and of amounts that tell no currency. */
const inWords: ReadonlySet<string> = new Set(['', 'CNY']);

/** So many beside one another; what is wide stands alone. */
function inLines(pairs: readonly LabelledValue[], columns: number): readonly (readonly LabelledValue[])[] {
  const lines: LabelledValue[][] = [];
  let open: LabelledValue[] | undefined;
  for (const pair of pairs) {
    if (!open || pair.wide || open.length >= columns) {
      open = [];
      lines.push(open);
    }
    open.push(pair);
    if (pair.wide) open = undefined;
  }
  return lines;
}
