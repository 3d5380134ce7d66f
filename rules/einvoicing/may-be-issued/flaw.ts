import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DecisionIssue } from '../../decisions/trace.ts';

/** An error keeps an invoice from leaving; a warning is told. */
export type Severity = 'error' | 'warning';

/** A reason why an invoice may not leave, or that somebody should look at before it does. */
export type Flaw = {
  readonly code: string;
  /** JSON pointer into the invoice; lines count from 0. */
  readonly path: string;
  readonly severity: Severity;
  readonly params?: JsonObject;
  /** What it says, and what to do: in answers. */
  readonly text?: string;
};

const ofLine = /^\/lines\/(\d+)\/(\w+)$/;

/**
 * The same as an issue of a decision, which has words.
 *
 * @example
 * issueOf({ code: 'rate-missing', path: '/lines/0/rate', severity: 'error' }) //=> { code: 'rate-missing', severity: 'stops', at: { line: 0, field: 'rate' } }
 */
export function issueOf({ code, path, severity, params }: Flaw): DecisionIssue {
  const [, line, field] = ofLine.exec(path) ?? [];
  return {
    code,
    severity: severity === 'error' ? 'stops' : 'warns',
    at: line === undefined ? { field: path.slice(1) } : { line: Number(line), field: field ?? '' },
    ...(params ? { params } : {}),
  };
}

/** Tells whether nothing of it keeps the invoice from leaving. */
export function mayLeave(flaws: readonly Flaw[]): boolean {
  return flaws.every(({ severity }) => severity !== 'error');
}
