import { msg, str } from '@lit/localize';
import { redoable, undoable } from '../../../metadata/design/design-log.ts';
import { formOfStep } from '../../../metadata/design/place-of-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { session } from '../../session/session.ts';
import type { DesignTurn } from '../work/design-calls.ts';
import { design } from '../work/design-data.ts';
import { notifyHere } from '../work/design-notices.ts';
import { stepInside, stepWords } from './step-words.ts';

type Turn = Extract<DesignTurn['do'], 'undo' | 'redo'>;

/** Says what would be undone or redone, with its form where that is another than `form`; undefined: no step. */
export function turnWords(turn: Turn, form: string): string | undefined {
  const step = stepOfTurn(turn);
  if (!step) return undefined;
  return isElsewhere(step, form) ? stepWords(step, design.drawn) : stepInside(step, design.drawn);
}

/** Undoes or redoes what this person did last; what is not on the form that he looks at is told. */
export async function turnDesign(turn: Turn, form: string): Promise<void> {
  await design.settle();
  const step = stepOfTurn(turn);
  const words = step && isElsewhere(step, form) ? stepWords(step, design.drawn) : undefined;
  await design.turn({ do: turn });
  if (words === undefined) return;
  notifyHere({
    text:
      turn === 'undo'
        ? msg(str`已撤销别处的一步：${words}`, { id: 'design-undone-elsewhere' })
        : msg(str`已重做别处的一步：${words}`, { id: 'design-redone-elsewhere' }),
  });
}

function isElsewhere(step: DesignStep, form: string): boolean {
  return formOfStep(step) !== form;
}

function stepOfTurn(turn: Turn): DesignStep | undefined {
  const user = session.who?.user.id ?? '';
  if (turn === 'undo' && design.saving !== 'saved') return design.steps.at(-1);
  const does = (turn === 'undo' ? undoable : redoable)(design.log, user)?.does;
  return does?.do === 'take' ? does.step : undefined;
}
