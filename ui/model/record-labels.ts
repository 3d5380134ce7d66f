import { pointerSegments } from '../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { systemFacts } from '../../rules/condition/system-facts.ts';
import { language, say } from '../session/i18n.ts';

/** The place at which a JSON Pointer by names points, as people call it, and the field it ends in. */
export interface Pointed {
  readonly text: string;
  /** The same, word by word. */
  readonly words: readonly string[];
  readonly field: Field | undefined;
}

/** `/lines/3/rate` → 明细 第 4 行 税率; rows may be named by place or by id. */
export function pointed(path: string, shape: FieldSet): Pointed {
  const words: string[] = [];
  let within: FieldSet | undefined = shape;
  let field: Field | undefined;
  for (const step of pointerSegments(path)) {
    const found: Field | undefined = within?.byName.get(step);
    if (found) {
      field = found;
      words.push(say(found.label));
      within = found.rows;
    } else if (field?.rows && /^\d+$/.test(step)) {
      words.push(language() === 'zh' ? `第 ${Number(step) + 1} 行` : `row ${Number(step) + 1}`);
    } else if (words.length === 0) {
      const system = systemFacts[step as keyof typeof systemFacts];
      words.push(system ? say(system.label) : step);
    }
  }
  return { text: words.join(' '), words, field };
}
