import type { Language } from '../../metadata/common/label.ts';
import type { Form, Model } from '../../metadata/model.ts';
import type { Call, Now, Served } from './call.ts';
import type { Rights } from './rights.ts';

/** May everything: the platform itself, never a person. */
export const platformRights: Rights = {
  administers: true,
  scope: () => 'all',
  limited: () => [],
  parameters: () => 'all',
  places: 'all',
  uses: () => true,
  designs: () => true,
  readable: () => true,
  writable: () => true,
  bears: () => true,
};

/** Done by the user himself, but by the platform's right: one's own needs no role. */
export function asPlatform({ served, user, org, now, language, requestId, reading }: Call): Call {
  const own = { served, user, org, now, language, requestId, rights: platformRights };
  return reading ? { ...own, reading } : own;
}

/** The author of the platform's own writes: no record of the form `user`. */
export const platformUser = { id: '00000000-0000-7000-8000-000000000000', number: 'system', name: '系统' };

/** The platform as a reader of the language calls it. */
export const platformUserIn: Readonly<Record<Language, typeof platformUser>> = {
  zh: Object.freeze(platformUser),
  en: Object.freeze({ ...platformUser, name: 'System' }),
};

/** Answers the name that somebody had when he wrote; the platform is called as its reader's language has it. */
export function actorNameIn<N extends string | null>(
  language: Language,
  id: string | null,
  name: N,
): N | string {
  return id === platformUser.id ? platformUserIn[language].name : name;
}

/** Whoever wrote, as the reader's language has him. */
export function actorIn<A extends { readonly id: string; readonly name: string }>(
  language: Language,
  actor: A,
): A {
  return { ...actor, name: actorNameIn(language, actor.id, actor.name) };
}

export function systemCall(served: Served, now: Now): Call {
  return {
    served,
    rights: platformRights,
    user: platformUser,
    org: served.orgs.root,
    now,
    language: 'zh',
    requestId: 'system',
    approved: true,
  };
}

/**
 * With these, and no others, values of parameters are written: whoever hands them out has asked what the caller may.
 */
export const parameterRights: Rights = { ...platformRights };

/** A form of the package that every model has: `user`, `job`, `token` … */
export function platformForm({ formsById }: Pick<Model, 'formsById'>, id: string): Form {
  const form = formsById.get(id);
  if (!form) throw new Error(`the model has no form ${id}: the package platform is missing`);
  return form;
}
