import type { Json, JsonObject } from '../../metadata/json.ts';
import type { TestNode } from './test-node.suite.ts';
import type { TwoWorlds } from './two-worlds.suite.ts';

/** What one caller hears in one world. */
export interface Heard {
  /** Events but those that say how far a revision is, as data without revisions and moments. */
  readonly events: readonly string[];
  readonly status: number;
}

interface Listening {
  heard(): Heard;
  /** Whether it has come to a revision, whatever it heard of it; who is not let in has nothing to come to. */
  hasReached(revision: number): boolean;
  end(): Promise<void>;
}

/** Streams of changes and parameters, from where the worlds part, from now on, and of an organisation that is another's. */
export function streamPaths({ forked }: TwoWorlds): readonly string[] {
  const from = `since=${forked}`;
  return [
    `/api/watch?${from}`,
    `/api/watch?since=0&forms=unit,customer,drawer-rule,material-category`,
    `/api/watch?${from}&org=NORTH`,
    '/api/watch?forms=unit',
    `/api/watch?params=*&${from}`,
    `/api/watch?params=sim_config.*&${from}&org=NORTH`,
    '/api/watch?params=sim_config.*',
  ];
}

/** Opens a stream and goes on reading it until it is ended. */
export async function listen(
  node: TestNode,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Listening> {
  const answer = await node.node.app.request(path, { headers });
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const reading = (async () => {
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) return;
      text += decoder.decode(part.value, { stream: true });
    }
  })().catch(() => {});
  return {
    heard: () => ({ status: answer.status, events: eventsIn(text) }),
    hasReached: (revision) =>
      answer.status !== 200 || [...text.matchAll(/^id: (\d+)/gm)].some(([, id]) => Number(id) >= revision),
    async end() {
      await reader?.cancel();
      await reading;
    },
  };
}

const moving = new Set(['revision', 'at', 'instant']);

/** How far revisions are is the stated exception: events that tell nothing else are left out. */
function eventsIn(text: string): readonly string[] {
  return text.split('\n\n').flatMap((block) => {
    const event = /^event: (.*)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (event === undefined || event === 'revision' || data === undefined) return [];
    const said = JSON.parse(data) as JsonObject;
    const rest = Object.entries(said).filter(([name]) => !moving.has(name));
    return [JSON.stringify([event, Object.fromEntries(rest) as Json])];
  });
}
