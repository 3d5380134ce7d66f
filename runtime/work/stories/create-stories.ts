import { setImmediate } from 'node:timers/promises';
import type { Call } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import { createRests } from '../../common/rests.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { type Fence, LeaseLost } from '../../database/fence.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Jobs } from '../jobs/create-jobs.ts';
import { firstUser } from '../jobs/first-user.ts';
import { Cancelled, type Outcome, type Running } from '../jobs/job.ts';
import { jobUnderLease } from '../jobs/job-under-lease.ts';
import type { Scene, Story } from './story.ts';

/** The stories of the domains, told once the records of the demo are there. */
export interface Stories {
  /**
   * Begins those that nobody began; each is a job of the caller, or of the first user where the platform calls. One that
   * has begun goes on, one that ended stays.
   */
  begin(call: Call): Promise<void>;
  /**
   * Goes on with those that were cut off, on whichever node; to be called again and again. The database is asked less and
   * less often, and no more once all are over.
   */
  goOn(): Promise<void>;
  /** Fulfilled when this node is at none. */
  idle(): Promise<void>;
}

/** What its rests are kept by. */
const asking = 'asking';
/** A node that stood still is noticed after so long at most. */
const whileOpen = { shortest: 5_000, longest: 60_000 };
const whileNone = { shortest: 5_000, longest: 600_000 };

export interface StoryParts {
  readonly database: Database;
  readonly node: string;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly systemCall: () => Call;
}

export function createStories(parts: StoryParts, stories: () => readonly Story[]): Stories {
  const { database, clock, log, systemCall } = parts;
  const marks = marksIn(database, clock);
  const underWay = new Map<string, Promise<void>>();
  /** Of stories that somebody began, and while nobody has. */
  const rests = { open: createRests(clock, whileOpen), none: createRests(clock, whileNone) };
  const over = new Set<string>();

  /** Answers once its job is there, or at once where somebody is at it already. */
  async function tell(story: Story, caller: Call): Promise<void> {
    if (underWay.has(story.name)) return;
    const { begun, over } = jobUnderLease({
      database,
      jobs: parts.jobs,
      lease: { work: 'story', piece: story.name, node: parts.node },
      caller,
      async work({ fence }) {
        if (await marks.isOver(story.name)) return null;
        return {
          kind: 'other',
          name: story.label,
          details: { story: story.name },
          run: (job) => played(parts, marks, { story, caller, fence, job }),
        };
      },
    });
    const telling = over
      .catch((err: unknown) => log.warn({ err, story: story.name }, 'a story of the demo was cut off'))
      .finally(() => underWay.delete(story.name));
    underWay.set(story.name, telling);
    await begun.catch(() => {});
  }

  return {
    async begin(call) {
      const caller = call.user.id === platformUser.id ? await firstUser(parts.store, call) : call;
      for (const rest of Object.values(rests)) rest.end(asking);
      for (const story of stories()) {
        if ((await story.scenes(systemCall(), clock())).length === 0) continue;
        await marks.begin(story.name);
        if (caller && !(await marks.isOver(story.name))) await tell(story, caller);
      }
    },
    async goOn() {
      const left = stories().filter(({ name }) => !over.has(name));
      if (left.length === 0 || Object.values(rests).some((rest) => rest.isResting(asking))) return;
      const begun = await marks.open();
      rests[begun.length > 0 ? 'open' : 'none'].rest(asking);
      for (const story of left) {
        if (!begun.includes(story.name) && (await marks.isOver(story.name))) over.add(story.name);
        if (!begun.includes(story.name) || underWay.has(story.name)) continue;
        const caller = await firstUser(parts.store, systemCall());
        if (caller) void tell(story, caller);
      }
    },
    async idle() {
      await Promise.all(underWay.values());
    },
  };
}

interface Played {
  readonly story: Story;
  readonly caller: Call;
  readonly fence: Fence;
  readonly job: Running;
}

async function played(
  parts: StoryParts,
  marks: Marks,
  { story, caller: { user }, fence, job }: Played,
): Promise<Outcome> {
  const { log, systemCall } = parts;
  const { name } = story;
  const scenes = inTurn(await story.scenes(systemCall(), await marks.until(name)));
  const done = await marks.played(name);
  let failed = 0;
  try {
    for (const [at, scene] of scenes.entries()) {
      if (done.has(scene.key)) continue;
      await job.report({ total: scenes.length, done: at, counts: { created: at - failed, failed } });
      try {
        await scene.play({ ...systemCall(), user, fence });
      } catch (err) {
        if (err instanceof LeaseLost || (err instanceof DatabaseError && !isOfScene(err))) throw err;
        // The rest of the story is as good without it.
        failed += 1;
        log.warn({ err, story: name, scene: scene.key }, 'a scene of the demo’s story was left out');
      }
      await marks.note(name, scene.key);
      await setImmediate();
    }
  } catch (failure) {
    // Who wants no more of it is not told it again at the next start.
    if (failure instanceof Cancelled) await marks.end(name);
    throw failure;
  }
  await marks.end(name);
  return { counts: { created: scenes.length - failed, failed } };
}

/** What the database says of the same records each time: to go on with it later would never end. */
function isOfScene(err: DatabaseError): boolean {
  return DatabaseError.is(err, 'duplicate', 'too-large');
}

/** What has to be done first is there first. */
function inTurn(scenes: readonly Scene[]): readonly Scene[] {
  return [...scenes.filter(({ early }) => early), ...scenes.filter(({ early }) => !early)];
}

interface Marks {
  /** Notes that it begins now, where it never began. */
  begin(story: string): Promise<void>;
  /** The moment at which it ends: that at which it was begun. */
  until(story: string): Promise<number>;
  isOver(story: string): Promise<boolean>;
  /** Names of those that began and are not over. */
  open(): Promise<readonly string[]>;
  /** Keys of the scenes that were played. */
  played(story: string): Promise<ReadonlySet<string>>;
  note(story: string, scene: string): Promise<void>;
  /** Scenes are forgotten then: it is over. */
  end(story: string): Promise<void>;
}

const beginning = 'story ';
const over = ' over';

function marksIn(database: Database, clock: () => number): Marks {
  const { upsert } = database.dialect;
  const keep = upsert('gj_done', ['name', 'at'], ['name']);
  const at = (name: string) =>
    database.first<{ at: number }>('SELECT at FROM gj_done WHERE name = ?', [name]);
  const named = async (prefix: string) => {
    const rows = await database.all<{ name: string }>('SELECT name FROM gj_done WHERE name LIKE ?', [
      `${prefix}%`,
    ]);
    return rows.map(({ name }) => name.slice(prefix.length));
  };
  return {
    begin: async (story) => void (await database.run(keep, [beginning + story, clock()])),
    until: async (story) => Number((await at(beginning + story))?.at ?? clock()),
    isOver: async (story) => (await at(beginning + story + over)) !== undefined,
    async open() {
      const all = await named(beginning);
      return all.filter((name) => !/[ /]/.test(name) && !all.includes(name + over));
    },
    played: async (story) => new Set(await named(`${beginning}${story}/`)),
    note: async (story, scene) => void (await database.run(keep, [`${beginning}${story}/${scene}`, clock()])),
    async end(story) {
      await database.run(keep, [beginning + story + over, clock()]);
      await database.run('DELETE FROM gj_done WHERE name LIKE ?', [`${beginning}${story}/%`]);
    },
  };
}
