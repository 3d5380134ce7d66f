import type { Json } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { ApiLine } from '../../../metadata/contract/packages/install-plan.ts';
import type { Model } from '../../../metadata/model.ts';
import { sentence } from '../../common/messages/index.ts';
import type { FormDifference } from '../../model/openapi/form-differences.ts';
import { apiWords } from './api-words.ts';

const texts: ReadonlyMap<string, Label> = new Map();

/** A difference for callers of the API, in words. */
export function apiLine(one: FormDifference, before: Model, after: Model, language: Language): ApiLine {
  const [was, is] = [before.formsById.get(one.form), after.formsById.get(one.form)];
  const label = (is ?? was)?.label ?? { zh: one.form, en: one.form };
  const { form, part, name, breaks, what } = one;
  const params = {
    form: { ...label },
    name: part === 'calls' ? inWords(name) : name,
    what: part === 'filter' ? [...what] : spoken(what),
    before: was?.name ?? '',
    after: is?.name ?? '',
  };
  // Something of a form that comes or goes is not the form.
  const change = part === 'form' && what.length > 0 && isWhole(one.change) ? 'changed' : one.change;
  return {
    form,
    formLabel: label,
    part,
    name,
    change,
    breaks,
    message: sentence(`api-${part}-${change}`, params, language, texts),
  };
}

function isWhole(change: FormDifference['change']): boolean {
  return change === 'added' || change === 'removed';
}

/** Two words of JSON Schema may mean one thing. */
function spoken(what: readonly string[]): Json {
  return [...new Map(what.map(inWords).map((one) => [JSON.stringify(one), one])).values()];
}

/** Words a difference; one that nobody but programs says is told as it is. */
function inWords(what: string): Json {
  return Object.hasOwn(apiWords, what) ? { ...apiWords[what] } : what;
}
