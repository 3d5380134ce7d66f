import type { Issue } from '../../metadata/issue.ts';

/** What is installed does not compile with this server: a newer or older one wrote it. */
export class ModelBroken extends Error {
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    const reasons = issues.slice(0, 5).map(({ package: owner, file, code }) => `${owner}/${file}: ${code}`);
    super(`the installed packages do not compile with this server: ${reasons.join('; ')}`);
    this.name = 'ModelBroken';
    this.issues = issues;
  }
}
