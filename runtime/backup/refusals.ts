import { refusal } from '../refusal.ts';

export const backupUnreadable = refusal('backup-unreadable', 400);
export const backupDamaged = refusal('backup-damaged', 422);
export const backupChanged = refusal('backup-changed', 422);
export const backupUnsealed = refusal('backup-unsealed', 422);
export const backupTooLarge = refusal('backup-too-large', 422);
export const backupTooSlow = refusal('backup-too-slow', 422);
export const backupFormat = refusal('backup-format', 422);
export const backupNewer = refusal('backup-newer', 422);
export const backupPackages = refusal('backup-packages', 422);
export const backupTables = refusal('backup-tables', 422);
export const restoreOccupied = refusal('restore-occupied', 409);
export const restoreInUse = refusal('restore-in-use', 409);
