import type { SharingStrategy } from '../../../metadata/common/sharing-strategies.ts';
import { freeSharing } from './free.ts';
import { globalSharing } from './global.ts';
import { hierarchicalSharing } from './hierarchical.ts';
import { privateSharing } from './private.ts';
import { scopeSharing } from './scope.ts';
import type { Strategy } from './strategy.ts';

/** The ways of sharing, a line each; the compiler misses those that have a name and no line. */
export const byName: Readonly<Record<SharingStrategy, Strategy>> = {
  private: privateSharing,
  free: freeSharing,
  hierarchical: hierarchicalSharing,
  scope: scopeSharing,
  global: globalSharing,
};
