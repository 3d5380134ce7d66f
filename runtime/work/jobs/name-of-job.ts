import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { labelOf, textOf } from '../../../metadata/common/read.ts';

/** Where a job keeps its name in every language, among details that have names of their own. */
export const jobName = '$name';

/** What a job is called in every language; what earlier versions began has a name in one alone. */
export function nameOfJob(job: JsonObject): Label {
  const { details } = job;
  const name = textOf(job['name']) ?? '';
  return (isObject(details) ? labelOf(details[jobName]) : null) ?? { zh: name, en: name };
}
