import { ofAuth } from './auth.ts';
import { ofBackups } from './backups.ts';
import { ofBatches } from './batches.ts';
import { ofChanges } from './changes.ts';
import { ofConfirmations } from './confirmations.ts';
import { ofDecisions } from './decisions.ts';
import { ofAsking } from './decisions-asked.ts';
import { ofEffects } from './effects.ts';
import { ofFiles } from './files.ts';
import { ofMovedFiles } from './files-moved.ts';
import { ofHistory } from './history.ts';
import { ofImagingModes } from './imaging-modes.ts';
import { ofInstalling } from './install.ts';
import { ofKinds } from './kinds.ts';
import { ofLimitedRights } from './limits.ts';
import { ofMatching } from './match.ts';
import { ofMonths } from './months.ts';
import type { Mutant } from './mutant.ts';
import { ofOutagesAndClocks } from './outages.ts';
import { ofParameters } from './params.ts';
import { ofPrints } from './prints.ts';
import { ofPublishing } from './publish.ts';
import { ofReports } from './reports.ts';
import { ofRules } from './rules.ts';
import { ofScans } from './scans.ts';
import { ofProvisioning } from './scim.ts';
import { ofSharing } from './sharing.ts';
import { ofSignIn } from './sign-in.ts';
import { ofSources } from './sources.ts';
import { ofTheStore } from './store.ts';
import { ofTraces } from './traces.ts';
import { ofTwoWorlds } from './worlds.ts';

/** By area, as the command line names them. */
export const mutants: Readonly<Record<string, readonly Mutant[]>> = {
  auth: [...ofAuth, ...ofSignIn],
  backups: ofBackups,
  changes: ofChanges,
  confirmations: ofConfirmations,
  store: [...ofTheStore, ...ofBatches, ...ofHistory, ...ofLimitedRights],
  sharing: ofSharing,
  match: ofMatching,
  kinds: ofKinds,
  prints: ofPrints,
  reports: ofReports,
  rules: ofRules,
  decisions: ofDecisions,
  'decisions-asked': ofAsking,
  months: ofMonths,
  effects: ofEffects,
  publish: ofPublishing,
  'imaging-modes': ofImagingModes,
  install: ofInstalling,
  files: ofFiles,
  'files-moved': ofMovedFiles,
  params: ofParameters,
  sources: ofSources,
  outages: ofOutagesAndClocks,
  worlds: ofTwoWorlds,
  scans: ofScans,
  scim: ofProvisioning,
  traces: ofTraces,
};
