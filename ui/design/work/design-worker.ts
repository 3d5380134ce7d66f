import type { BenchAsk } from './bench-shapes.ts';
import { loadPatternsFor } from './issues/condition-judge.ts';
import { Workbench } from './workbench.ts';

let bench = new Workbench({ packages: [], known: { capabilities: [], checks: [], icons: {} } });

let last = Promise.resolve();

/** One question at a time, in the order in which they come. */
addEventListener('message', ({ data }: MessageEvent<{ readonly id: number; readonly ask: BenchAsk }>) => {
  last = last.then(async () => {
    try {
      await loadPatternsFor(data.ask);
      postMessage({ id: data.id, answer: answerTo(data.ask) });
    } catch (failure) {
      postMessage({ id: data.id, failure: String(failure) });
    }
  });
});

function answerTo(ask: BenchAsk): unknown {
  switch (ask.do) {
    case 'open':
      bench = new Workbench(ask.sources, ask.checks);
      return null;
    case 'draw':
      return { refused: bench.take(ask.keep, ask.steps), drawn: bench.draw(ask.asked) };
    case 'try':
      return bench.tried(ask.steps);
    case 'files':
      return bench.files(ask.layer);
    case 'template':
      return bench.fromTemplate(ask.address, ask.as);
    case 'copy':
      return bench.copy(ask.form, ask.as);
    case 'fields':
      return bench.fields(ask.form);
    case 'proposed':
      return bench.proposed(ask.steps);
    case 'effective':
      return bench.effective(ask.form);
    case 'typed':
      return bench.typed(ask);
  }
}
