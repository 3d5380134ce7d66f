import type { Condition } from '../../common/condition-tree.ts';
import { nearNames } from '../../common/near-names.ts';
import type { FieldSet } from '../../field.ts';
import {
  checkVariables,
  replaceVariables,
  variableOf,
  variableProblems,
} from '../../kinds/common/variables.ts';
import type { Form, Model } from '../../model.ts';
import { isFormName, isPartName } from '../../names.ts';
import {
  isNumber,
  isUnprinted,
  type PrintField,
  pictureField,
  printField,
  printSlots,
} from '../../print/print-fields.ts';
import { type Block, blocksOf, type PrintSource, type PrintText } from '../../print-source.ts';
import type { Ordered } from '../layers/order.ts';
import { type Place, pointed, type Report } from '../layers/report.ts';
import type { Checkings } from './check-data.ts';
import { checkDroppedInPrint } from './check-dropped-in-files.ts';
import { checkFacts, factsFrom } from './check-facts.ts';
import type { Checking } from './checking.ts';
import { collectOfForm } from './collect-of-form.ts';

/** More blocks than a template needs that somebody wrote. */
const mostBlocks = 500;

/** What designers put into a new block before it could be left empty: whoever still has it meant another picture. */
const whitePoint =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC';

/** Templates are about forms that exist and name fields of theirs; one of a name replaces another it builds on. */
export function collectPrints(
  ordered: Ordered,
  checkings: Checkings,
  { broken, report }: Pick<Checking, 'broken' | 'report'>,
): Model['prints'] {
  return collectOfForm(ordered, {
    filesOf: ({ prints }) => prints,
    twice: 'print-twice',
    report,
    check: (content, place) => {
      if (!broken.has(content.form)) checkPrint(content, place, checkings, report);
    },
  });
}

function checkPrint(print: PrintSource, place: Place, checkings: Checkings, report: Report): void {
  const checking = checkings.get(print.form);
  if (!isFormName(print.name)) report.error('form-name', pointed(place, '/name'), { name: print.name });
  checkPaper(print, place, report);
  if (!checking) {
    const params = { form: print.form, near: nearNames(print.form, checkings.keys()) };
    report.error('unknown-form', pointed(place, '/form'), params);
    return;
  }
  const all = [...blocksOf(print)];
  if (all.length > mostBlocks) report.error('print-too-large', place, { limit: mostBlocks });
  checkValues(print, checking, place);
  for (const { block, pointer } of all) new BlockCheck(print, checking, pointed(place, pointer)).check(block);
  checkDroppedInPrint(print, place, checking);
}

/** Only what stands alone on its roll is as large as is said. */
function checkPaper({ paper }: PrintSource, place: Place, report: Report): void {
  const { size, width, height } = paper;
  const at = pointed(place, '/paper');
  if (size === 'label' && (width === undefined || height === undefined))
    report.error('schema-required', at, { property: width === undefined ? 'width' : 'height' });
  const fixed = size === 'A4' || size === 'A5' ? (['width', 'height'] as const) : [];
  for (const property of fixed)
    if (paper[property] !== undefined)
      report.error('schema-unknown', pointed(at, `/${property}`), { property, near: [] });
}

function checkValues({ values = [] }: PrintSource, checking: Checking, place: Place): void {
  const { form, report } = checking;
  const names = new Set<string>();
  for (const [index, { name, of, as }] of values.entries()) {
    const at = pointed(place, `/values/${index}`);
    if (!isPartName(name)) report.error('part-name', pointed(at, '/name'), { part: 'values', name });
    if (names.has(name)) report.error('part-twice', pointed(at, '/name'), { part: 'values', name });
    names.add(name);
    const [first = '', ...rest] = of.split('.');
    const rows = form.byId.get(first)?.rows;
    const found = rows ? printField(rows, rest.join('.')) : printField(form, of);
    if (!found) reportUnknown(report, pointed(at, '/of'), form, of);
    else if ((rows || as === 'capitals') && !isNumber(found)) reportNoNumber(report, pointed(at, '/of'), of);
  }
}

/** One block of a template, with where it stands. */
class BlockCheck {
  readonly #print: PrintSource;
  readonly #checking: Checking;
  readonly #place: Place;

  constructor(print: PrintSource, checking: Checking, place: Place) {
    this.#print = print;
    this.#checking = checking;
    this.#place = place;
  }

  check(block: Block): void {
    if (block.when) this.#checkWhen(block.when, '/when');
    if ('text' in block) this.#checkText(block.text);
    if (block.block === 'fields')
      for (const [index, { field }] of block.fields.entries())
        this.#checkField(field, `/fields/${index}/field`);
    if (block.block === 'table') this.#checkTable(block);
    if (block.block === 'image') this.#checkImage(block);
    const { form, report } = this.#checking;
    if (block.block === 'sharing' && !form.sharing)
      report.error('print-no-sharing', this.#place, { form: form.name });
  }

  #checkWhen(when: Condition, pointer: string): void {
    checkFacts(when, pointed(this.#place, pointer), factsFrom(this.#checking, ''), this.#checking);
  }

  #checkText(text: PrintText): void {
    const { form, report } = this.#checking;
    const slots = printSlots(this.#print);
    const texts =
      typeof text === 'string' ? [['', text]] : Object.entries(text).map(([at, one]) => [`/${at}`, one]);
    for (const [at = '', one = ''] of texts) {
      const place = pointed(this.#place, `/text${at}`);
      const whole = checkVariables(one);
      if (!whole.ok) for (const { code, params } of whole.problems) report.error(code, place, params);
      for (const { code, params } of variableProblems(one, form, slots)) report.error(code, place, params);
      replaceVariables(one, (written) => {
        this.#checkVariable(written, place);
        return undefined;
      });
    }
  }

  /** Labels are what layers change: templates of packages go by ids. */
  #checkVariable(written: string, place: Place): void {
    const { form, report } = this.#checking;
    const slots = printSlots(this.#print);
    const found = variableOf(written, form, slots);
    if (!found || found.list) return;
    const isSlot = slots.some(({ name }) => name === found.id);
    if (found.id !== written) report.error('field-by-name', place, { field: written, id: found.id });
    else if (!isSlot) {
      const field = printField(form, written);
      if (field) this.#checkPrinted(field, place);
      else report.error('template-unknown', place, { variable: written, near: [] });
    }
  }

  #checkField(path: string, pointer: string): void {
    const { form, report } = this.#checking;
    const isValue = (this.#print.values ?? []).some(({ name }) => name === path);
    if (isValue) return;
    const found = printField(form, path);
    if (found) this.#checkPrinted(found, pointed(this.#place, pointer));
    else reportUnknown(report, pointed(this.#place, pointer), form, path);
  }

  /** What is on no paper stands in a template for nothing. */
  #checkPrinted(found: PrintField, at: Place): void {
    if (isUnprinted(found))
      this.#checking.report.warning('print-unprinted', at, { label: { ...found.label } });
  }

  #checkImage({ image, field }: Extract<Block, { block: 'image' }>): void {
    const { form, report } = this.#checking;
    if ((image === undefined) === (field === undefined)) report.error('print-image-or-field', this.#place);
    if (image === whitePoint) report.warning('print-image-blank', this.#place);
    if (field !== undefined && !pictureField(form, field))
      reportUnknown(report, pointed(this.#place, '/field'), form, field);
  }

  #checkTable({ rows: entries, columns }: Extract<Block, { block: 'table' }>): void {
    const { form, report } = this.#checking;
    const rows = form.byId.get(entries)?.rows;
    if (!rows) {
      report.error('unknown-entries', pointed(this.#place, '/rows'), { entries });
      return;
    }
    for (const [index, { field, sum, when }] of columns.entries()) {
      const at = pointed(this.#place, `/columns/${index}/field`);
      if (when) this.#checkWhen(when, `/columns/${index}/when`);
      const found: PrintField | undefined = printField(rows, field);
      if (found) this.#checkPrinted(found, at);
      if (!found) reportUnknown(report, at, rows, field);
      else if (sum && !isNumber(found)) reportNoNumber(report, at, field);
    }
  }
}

function reportUnknown(report: Report, place: Place, shape: FieldSet | Form, path: string): void {
  const [first = ''] = path.split('.');
  const field = shape.byId.get(first);
  if (field) report.error('field-unfit', place, { field: path, kind: field.kind.name });
  else report.error('unknown-field', place, { field: path, near: nearNames(path, shape.byId.keys()) });
}

function reportNoNumber(report: Report, place: Place, field: string): void {
  report.error('print-no-number', place, { field });
}
