import { codeNames } from '../../metadata/common/code-names.ts';
import type { JsonSchema } from '../../metadata/common/json.ts';
import { call } from '../../metadata/contract/common/call.ts';
import { aligns, borders } from '../../metadata/print-source.ts';
import {
  closed,
  either,
  flag,
  list,
  maybe,
  named,
  number,
  oneOf,
  only,
  optional,
  text,
  typed,
} from '../../metadata/shape/shape.ts';
import type { PrintNode, PrintTree } from './tree.ts';

const length = (maximum: number) => number({ minimum: 0, maximum, description: 'In millimetres' });
const points = number({ minimum: 1, maximum: 100, description: 'In points' });
const words = text({ maxLength: 20_000 });
const align = oneOf(aligns);
const nodes = list(typed<PrintNode>({ $ref: '#/components/schemas/PrintNode' }), { maxItems: 1_000 });
const cells = list(words, { maxItems: 50 });

const column = closed({ label: words, width: maybe(length(500)), align });

const codeNode = closed({
  type: only('code'),
  code: oneOf(codeNames),
  text: words,
  width: length(500),
  height: length(500),
  caption: flag(),
  align,
});
const pair = closed({
  label: words,
  value: words,
  wide: flag(),
  code: optional(codeNode),
  strokes: optional(text({ pattern: '^[ML\\d ]+$', maxLength: 20_000 })),
  monospaced: optional(only(true)),
});

const ways: readonly JsonSchema[] = [
  closed({
    type: only('text'),
    text: words,
    size: optional(points),
    bold: optional(flag()),
    align: optional(align),
    colour: optional(text({ pattern: '^#[0-9a-f]{6}$', maxLength: 7 })),
  }),
  closed({
    type: only('fields'),
    columns: number({ minimum: 1, maximum: 4 }),
    border: oneOf(borders),
    lines: list(list(pair, { minItems: 1, maxItems: 4 }), { maxItems: 1_000 }),
  }),
  closed({
    type: only('table'),
    border: oneOf(borders),
    columns: list(column, { minItems: 1, maxItems: 50 }),
    rows: list(cells, { maxItems: 10_000 }),
    sums: maybe(cells),
  }),
  closed({
    type: only('columns'),
    columns: list(closed({ width: maybe(length(500)), nodes }), { minItems: 1, maxItems: 20 }),
  }),
  closed({ type: only('group'), framed: flag(), together: flag(), nodes }),
  closed({
    type: only('image'),
    image: text({ maxLength: 400_000, pattern: '^data:image/(png|jpeg);base64,[A-Za-z0-9+/]+=*$' }),
    width: length(500),
    highest: optional(length(2_000)),
    align,
  }),
  codeNode,
  closed({ type: either([only('line'), only('page')]) }),
  closed({ type: only('space'), height: length(500) }),
];

/** A part of a page, as a tree of what stands on paper has it. */
export const printNode = typed<PrintNode>(either(ways));

const part = maybe(closed({ height: length(500), nodes }));
const side = number({ minimum: 5, maximum: 2_000, description: 'In millimetres' });

/** What stands on paper, laid out: a page of the designer makes it of a template that nobody published. */
export const printTree = typed<PrintTree>(
  closed({
    title: text({ maxLength: 1_000 }),
    language: oneOf(['zh', 'en']),
    paper: closed({ width: side, height: side, margin: length(100) }),
    size: points,
    head: part,
    foot: part,
    pageNumbers: maybe(align),
    nodes,
  }),
);

/** The call that draws what is designed: nothing of it is in force, and whoever asks knows all that stands there. */
export const printDesign = {
  draw: call({
    method: 'POST',
    path: '/api/design/print',
    access: 'designs',
    asks: true,
    operation: 'printDesign',
    tag: 'design',
    summary: {
      zh: '把设计中的打印预览（排好的页面树）画成 PDF；不读取任何记录',
      en: 'Draws the preview of a designed print template (its page tree) as a PDF; reads no records',
    },
    body: named('PrintTree', printTree),
    answer: text({ format: 'binary' }),
    type: ['application/pdf'],
  }),
} as const;
