import type { Condition } from '../../metadata/condition.ts';
import type { Field } from '../../metadata/field.ts';
import type { Problem, Result } from '../../metadata/issue.ts';
import { isObject, type Json } from '../../metadata/json.ts';
import type { Language } from '../../metadata/label.ts';
import type { Model } from '../../metadata/model.ts';
import type { Compiled } from '../../rules/condition/compiled.ts';
import { type SentenceReader, sentenceReader } from '../../rules/condition/read-sentence.ts';
import { renameCondition } from '../../rules/condition/rename.ts';
import type { Scope } from '../../rules/condition/scope.ts';
import type { Column } from './column.ts';

/**
 * Conditions stand in sheets as sentences. Where a sentence could mean two things, or none is found, the cell has the
 * JSON instead: what was exported always comes back as what it was.
 */
export function conditionText(field: Field, model: Model): Pick<Column, 'format' | 'parse'> | undefined {
  if (field.kind.about !== 'facts') return undefined;
  const shape = model.formsById.get(String(field.props['facts']));
  if (!shape) return undefined;
  const scope: Scope = { shape, target: (id) => model.formsById.get(id) };
  const readers = new Map<Language, SentenceReader>();
  const readerOf = (language: Language): SentenceReader => {
    const known = readers.get(language) ?? sentenceReader(scope, language);
    readers.set(language, known);
    return known;
  };
  const renamed = (value: Json, to: 'toIds' | 'toNames') =>
    renameCondition(value as unknown as Condition, scope, to);
  const accepted = ({ condition }: Compiled): Result<Json> => ({
    ok: true,
    value: renamed(condition as unknown as Json, 'toNames') as unknown as Json,
  });
  return {
    format(value, language) {
      const sentence = isObject(value) ? readerOf(language).write(renamed(value, 'toIds')) : undefined;
      return sentence === undefined || isWritten(sentence) ? JSON.stringify(value) : sentence;
    },
    parse(text, language) {
      if (isWritten(text)) return field.kind.parse(text, field, language);
      const own = readerOf(language).read(text);
      if (own.ok) return accepted(own.value);
      const read = readerOf(language === 'zh' ? 'en' : 'zh').read(text);
      if (read.ok) return accepted(read.value);
      return restOf(read) < restOf(own) ? read : own;
    },
  };
}

function isWritten(text: string): boolean {
  return text.trimStart().startsWith('{');
}

/** How much was not understood: whatever language was understood further was meant. */
function restOf({ problems }: { readonly problems: readonly Problem[] }): number {
  const rest = problems[0]?.params?.['left'];
  return typeof rest === 'number' ? rest : 0;
}
