import type { Issue } from '../../common/issue.ts';
import type { Json } from '../../common/json.ts';

/** A spot in a file of a package. */
export interface Place {
  readonly package: string;
  readonly file: string;
  readonly pointer: string;
}

export type IssueParams = Readonly<Record<string, Json>>;

/** Collects what is wrong; nobody who reports stops. */
export class Report {
  readonly issues: Issue[] = [];

  error(code: string, place: Place, params: IssueParams = {}): void {
    this.issues.push({ code, severity: 'error', ...place, params });
  }

  warning(code: string, place: Place, params: IssueParams = {}): void {
    this.issues.push({ code, severity: 'warning', ...place, params });
  }

  get failed(): boolean {
    return this.issues.some((issue) => issue.severity === 'error');
  }
}

export function pointed(place: Place, pointer: string): Place {
  return { ...place, pointer: place.pointer + pointer };
}
