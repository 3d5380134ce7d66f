import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { kindGroups, kindWords as wordsByKind } from '../../../metadata/kinds/words.ts';
import { say } from '../../session/i18n.ts';

/** A kind in the reader's language: what it is called, what it is for, what a value looks like. */
export interface KindWords {
  readonly label: string;
  readonly help: string;
  readonly sample: string;
}

type KindGroup = keyof typeof kindGroups;

export interface OfferedKinds {
  readonly key: string;
  readonly label: string;
  readonly kinds: readonly string[];
}

/** Kinds by what they are for; what is used most comes first. */
export function offeredKinds(): readonly OfferedKinds[] {
  return Object.entries(kindGroups).map(([key, kinds]) => ({
    key,
    label: groupLabels[key as KindGroup](),
    kinds: Object.keys(kinds),
  }));
}

const groupLabels: Readonly<Record<KindGroup, () => string>> = {
  text: () => msg('文字', { id: 'kinds-text' }),
  amount: () => msg('数字与金额', { id: 'kinds-amount' }),
  choice: () => msg('选择', { id: 'kinds-choice' }),
  time: () => msg('日期与时间', { id: 'kinds-time' }),
  relation: () => msg('关联与明细', { id: 'kinds-relation' }),
  file: () => msg('文件与图片', { id: 'kinds-file' }),
  rule: () => msg('规则与模板', { id: 'kinds-rule' }),
};

export function kindWords(kind: string): KindWords {
  const words = wordsByKind[kind];
  if (!words) return { label: kind, help: '', sample: '' };
  const { label, help, sample } = words;
  return {
    label: say(label),
    help: say(help),
    sample: typeof sample === 'string' ? sample : say(sample),
  };
}

/** Drawn on a grid of 16, as the other icons are. */
const drawings: Readonly<Record<string, string>> = {
  text: 'M3 4.5V3h10v1.5M8 3v10M6 13h4',
  multiline: 'M2.5 4h11M2.5 7h11M2.5 10h11M2.5 13h6',
  integer: 'M4 5.5 6 4v8M4.5 12h3M9.5 5.2c2-2 4.5.3 2.8 2.6L9.5 12h3.8',
  decimal: 'M3 5.5 5 4v8M7.2 12h.1M9.5 6.5a1.9 2.6 0 1 1 3.8 0v3a1.9 2.6 0 1 1-3.8 0z',
  money: 'M4.5 3 8 8l3.5-5M8 8v5.5M5 8.2h6M5 10.7h6',
  percent:
    'M12.5 3.5l-9 9M5 3.2a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zM11 9.6a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z',
  boolean: 'M3 3h10v10H3zM5.5 8l2 2 3.2-4',
  date: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.5 2.5V5',
  time: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 5v3.2l2.2 1.6',
  duration: 'M5.5 2.2h5M8 2.2v2.2M8 4.4a4.7 4.7 0 1 0 0 9.4 4.7 4.7 0 0 0 0-9.4zM8 6.4v2.7h2',
  rating: 'M8 2.4l1.7 3.6 3.9.5-2.9 2.7.8 3.9L8 11.2l-3.5 1.9.8-3.9L2.4 6.5l3.9-.5z',
  colour: 'M8 2.2C6 5 4 7.2 4 9.6a4 4 0 0 0 8 0C12 7.2 10 5 8 2.2z',
  'rich-text':
    'M2.5 3.5h4.2a1.9 1.9 0 0 1 0 3.8H2.5zM2.5 7.3h4.8a2.1 2.1 0 0 1 0 4.2H2.5zM11 4h2.5M11 7.5h2.5M11 11h2.5',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 3.5l-2 9',
  address: 'M2.5 13.5h11M4 13.5V5l4-2.5L12 5v8.5M7 13.5v-3h2v3M6.5 7h.1M9.5 7h.1',
  geolocation:
    'M8 13.8C5 10.6 3.6 8.6 3.6 6.6a4.4 4.4 0 0 1 8.8 0c0 2-1.4 4-4.4 7.2zM8 5.2a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z',
  signature:
    'M2.5 12.8h11M3 10.2c2.5-5 4-7.4 5-6.8 1.2.8-2.6 5.6-1.6 6.6.9.8 2-2.4 3-2.2.8.2.2 2 1 2.2.7.2 1.4-.6 2.6-.8',
  barcode: 'M2.5 3.5v9M4.8 3.5v9M6.4 3.5v9M9 3.5v9M10.8 3.5v9M13.5 3.5v9',
  choice: 'M5 4.5a1.6 1.6 0 1 0 0 .1zM4 11.5a1 1 0 1 0 2 0 1 1 0 1 0-2 0M8.5 4.5h5M8.5 11.5h5',
  choices: 'M2.8 3h3v3h-3zM2.8 10h3v3h-3zM8.5 4.5h5M8.5 11.5h5M3.4 4.4l.8.8 1.2-1.6',
  reference: 'M3 8h8.5M8.5 4.8 11.8 8l-3.3 3.2M14 3.5v9',
  references: 'M2.5 5h7.5M7.8 2.8 10 5 7.8 7.2M2.5 11h7.5M7.8 8.8 10 11l-2.2 2.2M13.5 3v10',
  parent: 'M6 2.5h4v3H6zM2 10.5h4v3H2zM10 10.5h4v3h-4zM8 5.5V8M4 10.5V8h8v2.5',
  entries: 'M2.5 3.5h11v9.5h-11zM2.5 6.6h11M2.5 9.8h11M6.2 3.5V13',
  computed: 'M5 3h7M5 3l4 5-4 5h7',
  formula: 'M9.5 2.8c-1.6-.4-2.4.5-2.7 2L5.4 12c-.2 1-.8 1.6-1.9 1.3M4.8 6.5h4M9.3 8.5l4 4.5M13.3 8.5l-4 4.5',
  number: 'M6 3 4.8 13M11 3 9.8 13M3 6.2h10.5M2.6 9.8H13',
  secret: 'M3.8 7.2h8.4v6H3.8zM5.5 7.2V5.3a2.5 2.5 0 0 1 5 0v1.9',
  condition: 'M2.5 5h4l3 6h4M2.5 11h4l1-2M8.7 6.8 9.5 5h4',
  json: 'M6 3C4 3 5 7 3 8c2 1 1 5 3 5M10 3c2 0 1 4 3 5-2 1-1 5-3 5',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  image: 'M2.5 3h11v10h-11zM2.5 11l3.5-4 3 3 2-2 2.5 3M10.4 5.6h.2',
  mail: 'M2.5 3.8h11v8.6h-11zM2.5 4.3 8 8.8l5.5-4.5',
};
const drawnAs: Readonly<Record<string, string>> = {
  'time-range': 'time',
  currency: 'money',
  form: 'entries',
  'parameter-type': 'entries',
  'field-list': 'choices',
  email: 'mail',
  phone: 'number',
  'tax-number': 'number',
  url: 'reference',
  files: 'file',
  images: 'image',
  'file-name': 'text',
  template: 'multiline',
};

/** A kind that has no drawing of its own is drawn as the first of its group. */
export function kindIcon(kind: string): TemplateResult {
  const [first = 'text'] = offeredKinds().find(({ kinds }) => kinds.includes(kind))?.kinds ?? [];
  const path = drawings[drawnAs[kind] ?? kind] ?? drawings[first];
  return html`<svg class="icon" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor"
    stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${path ?? ''} /></svg>`;
}
