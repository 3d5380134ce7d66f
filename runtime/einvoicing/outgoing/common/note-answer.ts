import type { Counting } from '../../../access/auth/audit-entry.ts';
import type { WireRecord } from '../../../storage/store/record/store.ts';
import type { Failure } from './sender.ts';

interface Answered {
  /** Id of the form of the record because of which somebody was called. */
  readonly form: string;
  readonly record: WireRecord;
  readonly failure: Failure;
}

/**
 * Others' own words about a failure go where administrators read them; the record tells which kind of failure it was.
 */
export async function noteAnswer(audit: Counting, { form, record, failure }: Answered): Promise<void> {
  const { code, detail: answer } = failure;
  if (answer === undefined) return;
  const about = { action: 'outgoing-failed', target: `/api/forms/${form}/records/${record.id}` };
  const group = `outgoing-failed\n${form}`;
  const key = `${group}\n${record.id}\n${answer}`;
  const rest = { action: about.action, target: `/api/forms/${form}` };
  await audit
    .count({ key, group, most: 100, entry: { ...about, detail: { code, answer } }, rest })
    .catch(() => {});
}
