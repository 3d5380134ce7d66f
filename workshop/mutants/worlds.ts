import type { Mutant } from './mutant.ts';

const suite = 'runtime/server/two-worlds.test.ts';
const ofCalls = { file: suite, tests: 'changes no answer' };
const ofStreams = { file: suite, tests: 'is heard through no stream' };

/** Faults by which one organisation would learn of another, at doors that are seldom looked at. */
export const ofTwoWorlds: readonly Mutant[] = [
  {
    file: 'runtime/http/ofrep/events.ts',
    find: 'void own.hear(encoder.encode(comesAgain));',
    replace: 'host.follow(() => void own.hear(refetch(host.watching.settled())));',
    why: 'whoever evaluates flags hears whenever anybody writes anything',
    suite: ofStreams,
  },
  {
    file: 'runtime/http/apollo/notifications.ts',
    find: 'await one.joined.follow(({ state }) => note(name, state));',
    replace: 'host.follow(() => note(name, host.watching.settled()));',
    why: 'whoever is held for news is woken whenever anybody writes anything',
    suite: ofStreams,
  },
  {
    file: 'runtime/http/apollo/configurations.ts',
    find: 'param.key ?? instancesRead({ served }, type, param, org)',
    replace: 'param.key ?? [...(served.parameters?.ofType(type)?.keys() ?? [])]',
    why: 'a configuration names every tax number that anybody speaks of',
    suite: ofCalls,
  },
  {
    file: 'runtime/http/jobs/jobs.ts',
    find: 'progress(ask, language, await ownJob(ask, language))',
    replace:
      "progress(ask, language, jobFor(ask, await ask.host.store.read(ownCall(ask), jobForm(ask), ask.recordId, 'manage')))",
    why: 'the progress of a job is told to whoever knows its id',
    suite: ofCalls,
  },
  {
    file: 'runtime/work/sheets/name-finder.ts',
    find: "const page = await this.#store.list(this.#call, form, {\n        view: 'use',",
    replace:
      "const page = await this.#store.list({ ...this.#call, rights: { ...this.#call.rights, scope: () => 'all', readable: () => true } }, form, {\n        view: 'manage',",
    why: 'a file finds, and is told, names of records that only another organisation has',
    suite: ofCalls,
  },
  {
    file: 'runtime/params/readers/answer-readers.ts',
    find: 'return { seen, others };',
    replace: 'return { seen: [...found.values()], others };',
    why: 'programs of other organisations are told to whoever may read a parameter',
    suite: ofCalls,
  },
  {
    file: 'runtime/http/params/definitions.ts',
    find: '.filter(({ org }) => reaches(ask, sight, org));',
    replace: ';',
    why: 'it is told that somebody sets a parameter, though it is nobody one may see',
    suite: ofCalls,
  },
];
