import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { type CodeName, codeNames, codeTitles } from '../../../metadata/common/code-names.ts';
import { isNumber, printField } from '../../../metadata/print/print-fields.ts';
import type { Block, Border, ImageBlock, TextStyle } from '../../../metadata/print-source.ts';
import { icon } from '../../kit/base/icons.ts';
import { pickFile } from '../../kit/pick-file.ts';
import { say } from '../../session/i18n.ts';
import { bringImage } from '../property/bring-image.ts';
import { alignBox, type Shown } from './gj-print-columns.ts';
import type { PrintAsk } from './print-ask.ts';
import { choiceBox, colourBox, flagBox, namesWith, numberBox, wordsBox } from './print-editors.ts';
import { namesOfForm, namesOfPictures, namesOfRow } from './print-names.ts';

/** The properties of a block at the side. */
export function blockEditor(block: Block, ask: PrintAsk): TemplateResult {
  const { form, print, put } = ask;
  switch (block.block) {
    case 'text':
      return html`${wordsBox(
        {
          label: msg('文字', { id: 'print-block-text' }),
          value: block.text,
          set: (text, typing) => put(['text'], text, typing),
        },
        namesOfForm(form, print),
      )}${styleEditor(block, ask)}`;
    case 'code':
      return codeEditor(block, ask);
    case 'fields':
      return html`<gj-print-columns label=${msg('字段', { id: 'print-block-fields' })} .names=${namesOfForm(form, print)}
          .value=${block.fields} @shown=${({ detail }: CustomEvent<ShownChange>) =>
            detail.value.length > 0 && put(['fields'], detail.value, detail.typing)}></gj-print-columns>
        ${choiceBox(
          {
            label: msg('一行几个', { id: 'print-per-line' }),
            value: String(block.columns ?? 2),
            set: (columns) => put(['columns'], Number(columns)),
          },
          ['1', '2', '3', '4'].map((one) => [one, one] as const),
        )}${borderBox(block.border, ask)}`;
    case 'table':
      return tableEditor(block, ask);
    case 'columns':
      return html`<button class="plain" @click=${() =>
        put(['columns', block.columns.length], {
          blocks: [],
        })}>${icon('add', 14)}${msg('添加一栏', { id: 'print-add-column' })}</button>
        <p class="muted small">${msg('在左边选一栏，再加块；块也可以拖进去。', { id: 'print-columns-help' })}</p>`;
    case 'group':
      return html`${flagBox({
        label: msg('四周有框', { id: 'print-framed' }),
        value: block.framed,
        set: (framed) => put(['framed'], framed),
      })}${flagBox({
        label: msg('尽量在同一页', { id: 'print-together' }),
        value: block.together,
        set: (together) => put(['together'], together),
      })}`;
    case 'image':
      return imageEditor(block, ask);
    case 'space':
      return numberBox({
        label: msg('高度（mm）', { id: 'print-height' }),
        value: block.height,
        set: (height, typing) => put(['height'], height ?? 1, typing),
      });
    case 'sharing':
      return borderBox(block.border, ask);
    case 'line':
    case 'page':
      return html``;
  }
}

interface ShownChange {
  readonly value: readonly Shown[];
  readonly typing: boolean;
}

function width(value: number, { put }: PrintAsk): TemplateResult {
  return numberBox({
    label: msg('宽度（mm）', { id: 'print-width' }),
    value,
    set: (next, typing) => put(['width'], next ?? 1, typing),
  });
}

function styleEditor({ size, bold, align, colour }: TextStyle, { print, put }: PrintAsk): TemplateResult {
  return html`<div class="halves">${numberBox(
    {
      label: msg('字号（磅）', { id: 'print-letters' }),
      value: size,
      set: (next, typing) => put(['size'], next, typing),
    },
    String(print.size ?? 10),
  )}${alignBox(align, (next) => put(['align'], next))}</div>${flagBox({
    label: msg('粗体', { id: 'print-bold' }),
    value: bold,
    set: (next) => put(['bold'], next),
  })}${colourBox({
    label: msg('颜色', { id: 'print-colour' }),
    value: colour,
    set: (next, typing) => put(['colour'], next, typing),
  })}`;
}

/** One picture on every sheet, or those of a field of each record. */
function imageEditor(block: ImageBlock, ask: PrintAsk): TemplateResult {
  const { form, put } = ask;
  const { block: type, image, field, columns, ...rest } = block;
  const names = namesOfPictures(form);
  const own = choiceBox(
    {
      label: msg('图片来源', { id: 'print-image-from' }),
      value: field,
      set: (path) => put([], { block: type, ...rest, ...(path !== undefined && { field: path }) }),
    },
    namesWith(names, field),
    msg('固定图片', { id: 'print-image-own' }),
  );
  const brought = html`<div class="field">${
    image === undefined ? nothing : html`<img alt="" src=${image} class="sample edged" />`
  }${pickFile({
    label: msg('选择图片', { id: 'print-pick-image' }),
    accept: 'image/png,image/jpeg',
    file: null,
    take: async (file) => {
      const taken = file && (await bringImage(file));
      if (taken) put(['image'], taken);
    },
  })}</div>`;
  const beside = choiceBox(
    {
      label: msg('一行几个', { id: 'print-per-line' }),
      value: String(columns ?? 1),
      set: (next) => put(['columns'], next === '1' ? undefined : Number(next)),
    },
    ['1', '2', '3', '4', '5', '6'].map((one) => [one, one] as const),
  );
  return html`${names.length > 0 || field !== undefined ? own : nothing}${field === undefined ? brought : beside}
    ${width(block.width, ask)}${alignBox(block.align, (align) => put(['align'], align))}`;
}

function codeEditor(block: Extract<Block, { block: 'code' }>, ask: PrintAsk): TemplateResult {
  const { form, print, put } = ask;
  const isSquare = block.code === 'qr' || block.code === 'datamatrix';
  return html`${choiceBox<CodeName>(
    {
      label: msg('码的类型', { id: 'print-code' }),
      value: block.code,
      set: (code) => code && put(['code'], code),
    },
    codeNames.map((name) => [name, codeTitles[name]] as const),
  )}${wordsBox(
    {
      label: msg('码里的内容', { id: 'print-code-text' }),
      value: block.text,
      set: (text, typing) => put(['text'], text, typing),
    },
    namesOfForm(form, print),
  )}<div class="halves">${width(block.width, ask)}${
    isSquare
      ? alignBox(block.align, (align) => put(['align'], align))
      : numberBox(
          {
            label: msg('高度（mm）', { id: 'print-height' }),
            value: block.height,
            set: (height, typing) => put(['height'], height, typing),
          },
          '12',
        )
  }</div>${isSquare ? '' : alignBox(block.align, (align) => put(['align'], align))}${flagBox({
    label: msg('码下印出内容', { id: 'print-caption' }),
    value: block.caption,
    set: (caption) => put(['caption'], caption),
  })}`;
}

function tableEditor(block: Extract<Block, { block: 'table' }>, ask: PrintAsk): TemplateResult {
  const { form, put } = ask;
  const rows = form.byId.get(block.rows)?.rows;
  const names = rows ? namesOfRow(rows) : [];
  const numbers = names.filter(({ path }) => {
    const found = rows && printField(rows, path);
    return found !== undefined && isNumber(found);
  });
  return html`${choiceBox(
    {
      label: msg('明细', { id: 'print-rows' }),
      value: block.rows,
      set: (next) => {
        const first = form.byId.get(next ?? '')?.rows?.fields.find(({ hidden }) => !hidden);
        if (next && first)
          put([], { block: 'table', rows: next, numbered: true, columns: [{ field: first.id }] });
      },
    },
    form.entries.map(({ id, label }) => [id, say(label)] as const),
  )}<gj-print-columns label=${msg('列', { id: 'print-columns' })} .names=${names} .columns=${true}
      .numbers=${new Set(numbers.map(({ path }) => path))} .value=${block.columns}
      @shown=${({ detail }: CustomEvent<ShownChange>) =>
        detail.value.length > 0 && put(['columns'], detail.value, detail.typing)}></gj-print-columns>
    ${flagBox({
      label: msg('有序号列', { id: 'print-numbered' }),
      value: block.numbered,
      set: (numbered) => put(['numbered'], numbered),
    })}${borderBox(block.border, ask)}`;
}

function borderBox(value: Border | undefined, { put }: PrintAsk): TemplateResult {
  return choiceBox<Border>(
    {
      label: msg('边线', { id: 'print-border' }),
      value: value ?? 'all',
      set: (border) => put(['border'], border),
    },
    [
      ['all', msg('每格', { id: 'print-border-all' })],
      ['rows', msg('行间', { id: 'print-border-rows' })],
      ['none', msg('没有', { id: 'print-none' })],
    ],
  );
}
