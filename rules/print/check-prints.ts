import type { Issue } from '../../metadata/common/issue.ts';
import type { Model } from '../../metadata/model.ts';
import { conditionsOf } from '../../metadata/print-source.ts';
import { compileCondition } from '../condition/compile.ts';
import type { Scope } from '../condition/scope.ts';

/** Finds what is wrong with the conditions of print templates: of facts that exist, operators and values fit. */
export function checkPrints(
  { prints, formsById }: Model,
  known: Pick<Scope, 'target' | 'patterns'>,
): readonly Issue[] {
  return prints.flatMap(({ package: owner, file, content }) => {
    const shape = formsById.get(content.form);
    if (!shape) return [];
    return [...conditionsOf(content)].flatMap(({ when, pointer }) => {
      const compiled = compileCondition(when, { shape, ...known });
      if (compiled.ok) return [];
      return compiled.problems.map(
        ({ code, path, params }): Issue => ({
          code,
          severity: 'error',
          package: owner,
          file,
          pointer: `${pointer}${path}`,
          params: { form: content.form, property: 'when', ...params },
        }),
      );
    });
  });
}
