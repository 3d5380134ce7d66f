import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { isNumber, printField } from '../../../metadata/print/print-fields.ts';
import type { PaperName, PrintSource, PrintValue } from '../../../metadata/print-source.ts';
import { icon } from '../../kit/base/icons.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { freeName } from '../words/proposed-names.ts';
import type { PrintAsk } from './print-ask.ts';
import { choiceBox, flagBox, labelBox, numberBox, pathBox } from './print-editors.ts';
import { calledField, type NamedPath } from './print-names.ts';

/** Sizes of paper as people call them. */
export function paperChoices(): readonly (readonly [PaperName, string])[] {
  return [
    ['A4', 'A4'],
    ['A5', 'A5'],
    ['continuous', msg('241 mm 连续纸', { id: 'print-paper-continuous' })],
    ['label', msg('标签', { id: 'print-paper-label' })],
  ];
}

/** What holds for the whole template: its name, paper, letters, parts of the page, and values that are computed. */
export function templateEditor(ask: PrintAsk): TemplateResult {
  const { print, put } = ask;
  const { paper } = print;
  const isRoll = paper.size === 'label' || paper.size === 'continuous';
  const length = (label: string, member: 'width' | 'height' | 'margin', hint = '') =>
    numberBox(
      { label, value: paper[member], set: (value, typing) => put(['paper', member], value, typing) },
      hint,
    );
  return html`${labelBox({
    label: msg('名称', { id: 'name' }),
    value: print.label,
    set: (label, typing) => label && put(['label'], label, typing),
  })}${choiceBox<PaperName>(
    {
      label: msg('纸张', { id: 'print-paper' }),
      value: paper.size,
      set: (size) => size && put(['paper'], size === 'label' ? { size, width: 60, height: 40 } : { size }),
    },
    paperChoices(),
  )}${
    isRoll
      ? html`<div class="halves">${length(msg('宽度（mm）', { id: 'print-width' }), 'width', '241')}${length(
          msg('高度（mm）', { id: 'print-height' }),
          'height',
          '280',
        )}</div>`
      : flagBox({
          label: msg('横放', { id: 'print-landscape' }),
          value: paper.landscape,
          set: (landscape) => put(['paper', 'landscape'], landscape),
        })
  }<div class="halves">${length(msg('页边距（mm）', { id: 'print-margin' }), 'margin')}${numberBox(
    {
      label: msg('字号（磅）', { id: 'print-letters' }),
      value: print.size,
      set: (size, typing) => put(['size'], size, typing),
    },
    '10',
  )}</div>${choiceBox(
    {
      label: msg('页码', { id: 'print-page-numbers' }),
      value: print.pageNumbers,
      set: (align) => put(['pageNumbers'], align),
    },
    [
      ['left', msg('左', { id: 'print-left' })],
      ['center', msg('中', { id: 'print-center' })],
      ['right', msg('右', { id: 'print-right' })],
    ],
    msg('没有', { id: 'print-none' }),
  )}${flagBox({
    label: msg('金额带千分位和两位小数', { id: 'print-grouped' }),
    value: print.grouped,
    set: (is) => put(['grouped'], is),
  })}${part(ask, 'head', msg('添加页眉', { id: 'print-add-head' }))}${part(ask, 'foot', msg('添加页脚', { id: 'print-add-foot' }))}
  ${values(ask)}`;
}

function part(
  { print, put }: PrintAsk,
  name: 'head' | 'foot',
  label: string,
): TemplateResult | typeof nothing {
  if (print[name]) return nothing;
  const text = name === 'head' ? '[&$org&]' : { zh: '打印于 [&$today&]', en: 'Printed on [&$today&]' };
  const blocks = [{ block: 'text', text, size: 8 }];
  return html`<button class="plain at-start" @click=${() => put([name], { height: 8, blocks })}>${icon('add', 14)}${label}</button>`;
}

/** Sums of rows, and amounts in words. */
function values({ form, print, put }: PrintAsk): TemplateResult {
  const all = print.values ?? [];
  const numbers = numbersOf(form);
  const setOf = (at: number) => (of?: string) => of && put(['values', at, 'of'], of);
  const heading = msg('算出的值', { id: 'print-values' });
  return html`<details class="ruled-above" ?open=${all.length > 0}><summary class="bold">${heading}</summary>
    <div class="inner stack-2">${all.map(
      (
        value,
        at,
      ) => html`<div class="beneath"><div class="across"><code class="rest">[&amp;${value.name}&amp;]</code>
        <button class="square" aria-label=${msg('删除', { id: 'delete' })} @click=${() => {
          const left = all.toSpliced(at, 1);
          put(['values'], left.length > 0 ? left : undefined);
        }}>${icon('trash', 14)}</button></div>${labelBox({
          label: msg('名称', { id: 'name' }),
          value: value.label,
          set: (label, typing) => label && put(['values', at, 'label'], label, typing),
        })}${pathBox({ label: msg('来自', { id: 'print-value-of' }), value: value.of, set: setOf(at) }, numbers)}${flagBox(
          {
            label: msg('写成大写金额', { id: 'print-capitals' }),
            value: value.as === 'capitals',
            set: (is) => put(['values', at, 'as'], is ? 'capitals' : undefined),
          },
        )}</div>`,
    )}${
      numbers.length > 0
        ? html`<button class="plain at-start" @click=${() => put(['values', all.length], freshValue(print, numbers))}>${icon(
            'add',
            14,
          )}${msg('添加一个值', { id: 'print-add-value' })}</button>`
        : nothing
    }</div></details>`;
}

function freshValue({ values: all = [] }: PrintSource, [first]: readonly NamedPath[]): PrintValue {
  const name = freeName('total', new Set(all.map((one) => one.name)));
  return { name, label: { zh: '合计', en: 'Total' }, of: first?.path ?? '' };
}

/** Numbers of the record, and those of rows, which are added up. */
function numbersOf(form: FormModel): readonly NamedPath[] {
  const own = form.fields.filter(({ id }) => {
    const found = printField(form, id);
    return found !== undefined && isNumber(found);
  });
  const rows = form.entries.flatMap((entries) =>
    (entries.rows?.fields ?? []).flatMap((field) => {
      const found = entries.rows && printField(entries.rows, field.id);
      const text = `${say(entries.label)} → ${say(field.label)}`;
      return found && isNumber(found) && !field.hidden ? [{ path: `${entries.id}.${field.id}`, text }] : [];
    }),
  );
  return [
    ...own.filter(({ hidden }) => !hidden).map(({ id }) => ({ path: id, text: calledField(form, null, id) })),
    ...rows,
  ];
}
