import type { Condition } from '../../common/condition-tree.ts';
import type { Label } from '../../common/label.ts';
import { replaceVariables } from '../../kinds/common/variables.ts';
import { blocksOf, conditionsOf, type PrintSource } from '../../print-source.ts';
import type { ReportSource } from '../../report-source.ts';
import { type Place, pointed } from '../layers/report.ts';
import { droppedAt } from './check-dropped.ts';
import { factsOf } from './check-facts.ts';
import type { Checking } from './checking.ts';

/** The path of a field, and the pointer to where a file names it. */
type Named = readonly [path: string, pointer: string];

/** Templates go on drawing a field that was left out, empty on new records: who leaves it out is told which ones. */
export function checkDroppedInPrint(print: PrintSource, place: Place, checking: Checking): void {
  warnOf(printed(print), print.label, 'dropped-field-printed', place, checking);
}

export function checkDroppedInReport(content: ReportSource, place: Place, checking: Checking): void {
  warnOf(reported(content), content.label, 'dropped-field-reported', place, checking);
}

/** Warns of each field once a file. */
function warnOf(
  mentions: Iterable<Named>,
  name: Label,
  code: 'dropped-field-printed' | 'dropped-field-reported',
  place: Place,
  checking: Checking,
): void {
  const known = new Set<string>();
  const { form, report } = checking;
  for (const [path, pointer] of mentions) {
    const field = droppedAt(checking, '', path);
    if (!field || known.has(field.path)) continue;
    known.add(field.path);
    const [label, inForm] = [{ ...field.label }, { ...form.label }];
    report.warning(code, pointed(place, pointer), { field: path, label, form: inForm, name: { ...name } });
  }
}

function* printed(print: PrintSource): Generator<Named> {
  const own = new Set(print.values?.map(({ name }) => name));
  for (const [index, { of }] of (print.values ?? []).entries()) yield [of, `/values/${index}/of`];
  for (const { block, pointer } of blocksOf(print)) {
    if ('text' in block) {
      const { text } = block;
      for (const one of typeof text === 'string' ? [text] : Object.values(text))
        for (const path of variablesIn(one)) if (!own.has(path)) yield [path, `${pointer}/text`];
    }
    if (block.block === 'fields')
      for (const [index, { field }] of block.fields.entries())
        if (!own.has(field)) yield [field, `${pointer}/fields/${index}/field`];
    if (block.block === 'table') {
      yield [block.rows, `${pointer}/rows`];
      for (const [index, { field }] of block.columns.entries())
        yield [`${block.rows}.${field}`, `${pointer}/columns/${index}/field`];
    }
    if (block.block === 'image' && block.field !== undefined) yield [block.field, `${pointer}/field`];
  }
  for (const { when, pointer } of conditionsOf(print)) yield* ofCondition(when, pointer);
}

function variablesIn(text: string): readonly string[] {
  const found: string[] = [];
  replaceVariables(text, (path) => {
    found.push(path);
    return undefined;
  });
  return found;
}

function* reported({ entries, filter, groups, across, values }: ReportSource): Generator<Named> {
  if (entries !== undefined) yield [entries, '/entries'];
  for (const [index, { field }] of groups.entries()) yield [field, `/groups/${index}/field`];
  if (across) yield [across.field, '/across/field'];
  for (const [index, { field }] of values.entries())
    if (field !== undefined) yield [field, `/values/${index}/field`];
  if (filter) yield* ofCondition(filter, '/filter');
}

function* ofCondition(condition: Condition, at: string): Generator<Named> {
  for (const { fact, pointer } of factsOf(condition, '')) yield [fact, `${at}${pointer}`];
}
