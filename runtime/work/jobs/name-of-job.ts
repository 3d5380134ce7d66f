import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { labelOf, textOf } from '../../../metadata/common/read.ts';

/** Where a job keeps what it says in every language, among details that have names of their own. */
export const jobName = '$name';
export const jobMessage = '$message';
/** And that another job goes on with its work where it is broken off. */
export const jobGoesOn = '$goesOn';

/** What a job is called in every language; what earlier versions began has a name in one alone. */
export function nameOfJob(job: JsonObject): Label {
  const name = textOf(job['name']) ?? '';
  return inDetails(job, jobName) ?? { zh: name, en: name };
}

/** How far a job is, or what came of it; null: it says nothing. A note that somebody wrote is in one language alone. */
export function messageOfJob(job: JsonObject): Label | null {
  const message = textOf(job['message']);
  return message === null ? null : (inDetails(job, jobMessage) ?? { zh: message, en: message });
}

function inDetails({ details }: JsonObject, name: string): Label | null {
  return isObject(details) ? labelOf(details[name]) : null;
}
