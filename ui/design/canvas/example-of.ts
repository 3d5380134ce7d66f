import { nothing } from 'lit';
import type { Field } from '../../../metadata/field.ts';
import { kindWords } from '../../../metadata/kinds/words.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { say } from '../../session/i18n.ts';

/** What may stand in a cell, where its kind or its options say it; else nothing. */
export function exampleOf(field: Field): unknown {
  const [option] = (field.options ?? []).filter(({ hidden }) => !hidden);
  if (option) return say(option.label);
  const example = kindWords[field.kind.name]?.example;
  if (example === undefined || field.rows || field.target !== undefined) return nothing;
  return uiKind(field).show(example, field);
}
