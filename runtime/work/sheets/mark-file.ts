import type { Call } from '../../call/call.ts';
import { problemSentence } from '../../common/messages/render-problem.ts';
import { say } from './book/column.ts';
import type { SheetSession } from './book/sheet-worker.ts';
import type { FoundSheet } from './read-head.ts';
import { problemHeadings } from './read-head.ts';
import type { CellProblem } from './read-record.ts';

/** The user's own file, with every problem where it stands, in his language. */
export function markFile(
  session: SheetSession,
  call: Call,
  found: readonly FoundSheet[],
  problems: readonly CellProblem[],
): Promise<Uint8Array<ArrayBuffer>> {
  const names = new Map(found.map(({ index, columns }) => [index, columns]));
  const marks = problems.map((one) => {
    const column = one.column === null ? undefined : names.get(one.sheet)?.[one.column];
    const text = problemText(call, one);
    return {
      sheet: one.sheet,
      row: one.row,
      column: one.column,
      text: column ? `${column.label[call.language]}${call.language === 'zh' ? '：' : ': '}${text}` : text,
    };
  });
  const first = found.map(({ index, first: row }) => ({ sheet: index, row }));
  const heading = say('sheet-heading', {}, call.language);
  return session.ask({ type: 'mark', marking: { marks, heading, headings: problemHeadings, first } });
}

export function problemText(call: Call, { problem }: Pick<CellProblem, 'problem'>): string {
  return problemSentence(problem, call.language, call.served.model.messages);
}
