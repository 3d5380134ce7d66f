import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Field } from '../../../metadata/field.ts';
import type { BlockSource } from '../../../metadata/source.ts';
import { icon } from '../../kit/base/icons.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import { blockIcon, blockText, blockWord } from './design-blocks.ts';

/** What a handle over a field or a block tells of it. */
export interface Tile {
  readonly symbol: TemplateResult;
  /** Its kind, in words. */
  readonly words: string;
  readonly label: TemplateResult;
  /** What it is called to who does not see it. */
  readonly name: string;
  readonly title: string;
}

export function tileOfField(field: Field): Tile {
  const words = kindWords(field.kind.name).label;
  const label = say(field.label);
  const star = field.required === true ? html`<span class="star in-error" aria-hidden="true"> *</span>` : '';
  return {
    symbol: kindIcon(field.kind.name),
    words,
    label: html`${label}${star}`,
    name: msg(str`${label}，${words}`, { id: 'design-tile' }),
    title: `${field.name} · ${words}`,
  };
}

export function tileOfBlock(form: FormModel, block: BlockSource): Tile {
  const words = blockWord(block.block);
  const label = blockText(form, block);
  return {
    symbol: icon(blockIcon(block.block), 14),
    words,
    label: html`${label}`,
    name: msg(str`${label}，${words}`, { id: 'design-tile' }),
    title: `${block.name} · ${words}`,
  };
}
