import { answerParent } from '../../common/answer-parent.ts';
import type { StandInAsked, StandInWord } from '../../common/stand-in.ts';
import { openStandIn } from './open-stand-in.ts';

/** The stand-in of the demo, as a program of its own: it ends with the server that started it. */
answerParent(async ({ port }: StandInAsked): Promise<StandInWord> => {
  try {
    const running = await openStandIn(port).catch(() => openStandIn());
    return { failure: null, port: running.port };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error), port };
  }
});
