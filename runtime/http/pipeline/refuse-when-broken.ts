import { refusal } from '../../common/refusal.ts';
import { problemsOf } from '../../model/publish/problems-of.ts';
import type { Ask } from './ask.ts';

const modelBroken = refusal('model-broken', 503);

/**
 * While what is installed does not compile, nobody is answered from half of it; who can mend it is told what is wrong.
 */
export function refuseWhenBroken({ host, signedIn }: Ask): void {
  const issues = host.trouble();
  if (issues === null) return;
  throw modelBroken({ count: issues.length }, signedIn?.rights.administers ? problemsOf(issues) : []);
}
