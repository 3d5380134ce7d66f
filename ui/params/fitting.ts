import { languages } from '../../metadata/common/label.ts';
import { foldText } from '../../metadata/words/fold-text.ts';
import { pinyinOf } from '../../metadata/words/pinyin-of.ts';
import { typedLike } from '../session/typed-like.ts';
import { isOn, isUnread, originOf, type Parameter, type ParameterQuery } from './parameter-data.ts';
import { valueField } from './parameter-words.ts';

/** The searchable text of a parameter, folded; made once, as lists of hundreds are searched with every letter. */
const known = new WeakMap<Parameter, string>();

/** Answers the parameters that fit search and filters; the type is chosen among them. */
export function fitting(
  parameters: readonly Parameter[],
  { q, origin, danger, on, unread }: ParameterQuery,
): readonly Parameter[] {
  const words = foldText(q.trim());
  return parameters.filter(
    (one) =>
      (!danger || one.definition.danger) &&
      (!on || isOn(one)) &&
      (!unread || isUnread(one, Date.now())) &&
      comesFrom(one, origin) &&
      (words === '' || textOf(one).includes(words) || isSpelt(one, words)),
  );
}

function comesFrom({ definition, effective }: Parameter, origin: ParameterQuery['origin']): boolean {
  if (origin === 'below') return definition.overrides.below > 0;
  return origin === null || originOf(effective.from) === origin;
}

function textOf(parameter: Parameter): string {
  let text = known.get(parameter);
  if (text === undefined) {
    const { definition, key, effective } = parameter;
    const { type, typeLabel, label, help } = definition;
    const labels = [typeLabel, label, help].flatMap((one) => (one ? [one.zh, one.en] : []));
    const texts = [type, key, ...labels, effective.raw ?? '', ...valueTexts(parameter)];
    text = foldText(texts.join('\n'));
    known.set(parameter, text);
  }
  return text;
}

/** Its label typed as it is spoken: by first letters, or by syllables. */
function isSpelt({ definition: { label } }: Parameter, typed: string): boolean {
  return typedLike(typed, [], pinyinOf(label.zh)) > 0;
}

/** A value as it is read in either language, and as programs write it. */
function valueTexts({ definition, effective: { value } }: Parameter): readonly string[] {
  if (value === null) return [];
  const field = valueField(definition);
  const several = definition.several && Array.isArray(value) ? value : [value];
  return [
    typeof value === 'string' ? value : JSON.stringify(value),
    ...several.flatMap((one) => languages.map((language) => field.kind.format(one, field, language))),
  ];
}
