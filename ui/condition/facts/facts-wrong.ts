import { msg, str } from '@lit/localize';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import type { FormModel } from '../../model/form-model.ts';
import { pointed } from '../../model/record-labels.ts';
import { ApiProblem } from '../../session/api.ts';

/** Says what is wrong with facts, each problem with the field that it is about. */
export function factsWrong(
  errors: readonly Pick<FieldProblem, 'path' | 'message'>[],
  about: FormModel,
): string {
  return errors
    .map(({ path, message }) => {
      const { text, field } = pointed(path.replace(/^\/facts(\/\d+)?/, ''), about);
      return field ? msg(str`${text}：${message}`, { id: 'wrong-at' }) : message;
    })
    .join(' ');
}

/** Says why the server refused a match. */
export function matchFailureText(failure: unknown, about: FormModel): string {
  const wrong = failure instanceof ApiProblem && failure.code === 'match-facts-wrong';
  return wrong && failure.errors.length > 0 ? factsWrong(failure.errors, about) : failureText(failure);
}
