import type { Issue } from '../../metadata/common/issue.ts';
import type { Model } from '../../metadata/model.ts';
import { conditionsOf } from '../../metadata/print-source.ts';
import { checkInFile } from '../condition/check-in-file.ts';
import type { Scope } from '../condition/scope.ts';

/** Finds what is wrong with the conditions of print templates. */
export function checkPrints(
  { prints, formsById }: Pick<Model, 'prints' | 'formsById'>,
  known: Pick<Scope, 'target' | 'patterns'>,
): readonly Issue[] {
  return prints.flatMap(({ package: owner, file, content }) => {
    const { form } = content;
    const shape = formsById.get(form);
    if (!shape) return [];
    const place = { package: owner, file, form, property: 'when' };
    return [...conditionsOf(content)].flatMap(({ when, pointer }) =>
      checkInFile(when, pointer, place, { shape, ...known }),
    );
  });
}
